struct s { int x; };
int f(void) { return x; }
// 2:22: error: 'x' is not declared
