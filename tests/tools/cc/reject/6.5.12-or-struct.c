struct s { int a; } x;
int f(void) { return x | 1; }
// 2:24: error: '|' cannot be applied to 'struct s' and 'int'
