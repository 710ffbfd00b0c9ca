int f(int *p) { int n = p; return n; }
// 1:25: warning: integer and pointer in initialization: 'int' from 'int *'; cast if it is meant [-Wint-conversion]
