void f(void) { static int g(void); }
// 1:27: error: a function declared in a block cannot be static; declare it outside
