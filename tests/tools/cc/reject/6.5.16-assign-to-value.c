void f(int a) { a + 1 = 2; }
// 1:19: error: this is a value, it cannot be assigned to
