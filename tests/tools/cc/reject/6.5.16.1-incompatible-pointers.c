void f(int *p) { double *q = p; (void)q; }
// 1:30: warning: incompatible pointers in initialization: 'double *' from 'int *'; cast if it is meant [-Wincompatible-pointer-types]
