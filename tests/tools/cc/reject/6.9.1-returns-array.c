int f(void)[3] { }
// 1:16: error: a function cannot return an array; return a pointer
