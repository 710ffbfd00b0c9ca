void f(void) { _Thread_local int x; }
// 1:34: error: 'x' is thread-local in a block; make it static or extern too
