void f(int c, int *a, double *b) { (void)(c ? a : b); }
// options: -Werror=incompatible-pointer-types
// 1:45: error: pointers to different types in '?:' [-Werror=incompatible-pointer-types]
