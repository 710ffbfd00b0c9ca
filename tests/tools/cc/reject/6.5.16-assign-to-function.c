void g(void);
void f(void) { g = 0; }
// 2:16: error: this is a value, it cannot be assigned to
