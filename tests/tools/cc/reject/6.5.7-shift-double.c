int f(double d) { return 1 << d; }
// 1:28: error: '<<' cannot be applied to 'int' and 'double'
