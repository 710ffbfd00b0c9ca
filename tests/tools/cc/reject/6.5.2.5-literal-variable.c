void f(int n) { int *p = (int[n]){0}; }
// 1:26: error: a compound literal cannot be of incomplete type
