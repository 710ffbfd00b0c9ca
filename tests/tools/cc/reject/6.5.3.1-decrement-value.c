void f(int x) { --(x + 1); }
// 1:17: error: this is a value, it cannot be assigned to
