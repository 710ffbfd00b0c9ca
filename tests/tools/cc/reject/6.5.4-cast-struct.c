struct s { int a; } s;
int f(void) { return (int)s; }
// 2:22: error: 'struct s' cannot be cast to 'int'
