int f(void);
static int f(void) { return 1; }
int g(void) { return f(); }
// 2:12: error: 'f' is static here and was not before
