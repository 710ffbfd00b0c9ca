struct s { int a; } x;
int f(void) { int y; y = x; return y; }
// 2:26: error: incompatible types in assignment: 'int' from 'struct s'
