void g(void);
int f(void) { int y; y = g(); return y; }
// 2:26: error: incompatible types in assignment: 'int' from 'void'
