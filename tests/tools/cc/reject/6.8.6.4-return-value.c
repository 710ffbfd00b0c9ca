void f(void) { return 1; }
int g(void) { return; }
// 1:23: warning: a void function returns no value [-Wreturn-mismatch]
// 2:15: warning: return without a value in a function that has one [-Wreturn-mismatch]
