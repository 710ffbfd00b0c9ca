struct s { int x; };
int f(struct s s) { return s; }
// 2:28: error: incompatible types in return: 'int' from 'struct s'
