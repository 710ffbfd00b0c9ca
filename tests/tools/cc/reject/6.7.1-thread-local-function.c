_Thread_local int f(void);
// 1:19: error: a function cannot be thread-local
