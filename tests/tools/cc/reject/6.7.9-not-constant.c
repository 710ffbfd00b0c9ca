int g(void);
int a = g();
int f(void) { static int b = g(); return b; }
// 2:9: error: the initializer of a static object must be constant
// 3:30: error: the initializer of a static object must be constant
