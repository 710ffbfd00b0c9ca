struct s { int a; } x;
int f(void) { return x ? 1 : 2; }
// 2:22: error: the condition of '?:' must be a number or a pointer, not 'struct s'
