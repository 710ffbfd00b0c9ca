void g(void);
void f(void) { do ; while (g()); }
// 2:28: error: a condition must be a number or a pointer, not 'void'
