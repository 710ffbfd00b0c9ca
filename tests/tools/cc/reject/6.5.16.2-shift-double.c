void f(double d) { d <<= 2; }
// 1:22: error: '<<' cannot be applied to 'double' and 'int'
