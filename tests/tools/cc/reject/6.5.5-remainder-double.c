double f(double a) { return a % 2; }
// 1:31: error: '%' cannot be applied to 'double' and 'int'
