auto int f(void) { return 0; }
// 1:1: error: 'auto' can stand only in a function
