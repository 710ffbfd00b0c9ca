void f(int *p) { p *= 2; }
// 1:20: error: '*' cannot be applied to 'int *' and 'int'
