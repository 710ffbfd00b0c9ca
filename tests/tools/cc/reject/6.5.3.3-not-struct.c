struct s { int a; } x;
int f(void) { return !x; }
// 2:23: error: the operand of '!' must be a number or a pointer, not 'struct s'
