void g(void);
int f(void) { return g() + 1; }
// 2:26: error: '+' cannot be applied to 'void' and 'int'
