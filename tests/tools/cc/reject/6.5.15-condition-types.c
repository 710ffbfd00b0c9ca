struct s { int x; };
int f(struct s a, int c) { return c ? a : 1; }
// 2:37: error: incompatible types in '?:': 'struct s' and 'int'
