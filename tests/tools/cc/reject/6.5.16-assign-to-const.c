void f(const int a) { a = 1; }
// 1:23: error: 'a' is const, it cannot be assigned to
