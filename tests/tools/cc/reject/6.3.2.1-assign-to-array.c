void f(void) { int a[2], b[2]; a = b; }
// 1:32: error: an array cannot be assigned; copy its elements
