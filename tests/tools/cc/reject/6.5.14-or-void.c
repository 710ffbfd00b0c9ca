void g(void);
int f(void) { return 0 || g(); }
// 2:27: error: an operand of '||' must be a number or a pointer, not 'void'
