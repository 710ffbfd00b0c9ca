int *f(int *p, int *q) { return p + q; }
// 1:35: error: '+' cannot be applied to 'int *' and 'int *'
