int f(void)(int);
// 1:17: error: a function cannot return a function; return a pointer
