void v(void);
int g();
int f(void) { return g(v()); }
// 3:24: error: an argument cannot be void
