int f(void) = 3;
// 1:13: error: a function cannot be initialized
