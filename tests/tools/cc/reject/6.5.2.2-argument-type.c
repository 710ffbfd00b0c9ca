struct s { int x; };
int g(int *p);
int f(struct s s) { return g(s); }
// 3:30: error: incompatible types in argument 1: 'int *' from 'struct s'
