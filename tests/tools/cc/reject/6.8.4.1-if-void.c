void g(void);
void f(void) { if (g()) ; }
// 2:20: error: a condition must be a number or a pointer, not 'void'
