int g(void);
static int x = g();
// 2:16: error: the initializer of a static object must be constant
