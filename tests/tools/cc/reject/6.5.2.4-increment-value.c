void f(int a) { (a + 1)++; }
// 1:24: error: this is a value, it cannot be assigned to
