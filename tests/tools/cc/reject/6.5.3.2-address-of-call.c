int g(void);
int *f(void) { return &g(); }
// 2:23: error: '&' needs something with an address, this is a value
