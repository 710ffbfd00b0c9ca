int *f(int n) { return n; }
// 1:24: warning: integer and pointer in return: 'int *' from 'int'; cast if it is meant [-Wint-conversion]
