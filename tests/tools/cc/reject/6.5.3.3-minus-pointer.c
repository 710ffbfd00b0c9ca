int *f(int *p) { return -p; }
// 1:25: error: '-' cannot be applied to 'int *'
