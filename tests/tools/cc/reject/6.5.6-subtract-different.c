int f(int *p, char *q) { return p - q; }
// 1:35: error: '-' cannot be applied to 'int *' and 'char *'
