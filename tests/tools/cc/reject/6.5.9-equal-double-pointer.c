int f(double d, int *p) { return d == p; }
// 1:36: error: '==' cannot be applied to 'double' and 'int *'
