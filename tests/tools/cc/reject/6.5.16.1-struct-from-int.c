struct s { int x; };
void f(struct s s) { s = 5; }
// 2:26: error: incompatible types in assignment: 'struct s' from 'int'
