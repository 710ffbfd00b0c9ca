typedef int f(void) { return 0; }
// 1:13: error: the definition of 'f' cannot be a typedef
