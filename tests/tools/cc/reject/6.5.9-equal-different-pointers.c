int f(int *p, double *q) { return p == q; }
// 1:37: warning: comparison of pointers to different types [-Wincompatible-pointer-types]
