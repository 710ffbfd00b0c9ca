f(void) { return 1; }
static x;
// 1:1: warning: no type is given, 'int' is taken [-Wimplicit-int]
// 2:8: warning: no type is given, 'int' is taken [-Wimplicit-int]
