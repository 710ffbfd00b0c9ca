int f(double d) { return ~d; }
// 1:26: error: '~' cannot be applied to 'double'
