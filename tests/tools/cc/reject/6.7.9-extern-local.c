void f(void) { extern int a = 1; }
// 1:27: error: an extern declaration in a block cannot have an initializer
