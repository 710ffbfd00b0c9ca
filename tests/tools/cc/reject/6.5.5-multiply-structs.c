struct s { int a; } x;
int f(void) { return x * x; }
// 2:24: error: '*' cannot be applied to 'struct s' and 'struct s'
