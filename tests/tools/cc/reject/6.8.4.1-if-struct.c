struct s { int x; };
void f(struct s s) { if (s) ; }
// 2:26: error: a condition must be a number or a pointer, not 'struct s'
