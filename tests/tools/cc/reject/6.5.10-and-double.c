int f(double d) { return d & 1; }
// 1:28: error: '&' cannot be applied to 'double' and 'int'
