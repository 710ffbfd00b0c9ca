struct s;
struct s g(void);
void f(void) { g(); }
// 3:16: error: the function returns an incomplete type
