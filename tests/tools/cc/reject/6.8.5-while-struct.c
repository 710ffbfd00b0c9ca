struct s { int a; } x;
void f(void) { while (x) ; }
// 2:23: error: a condition must be a number or a pointer, not 'struct s'
