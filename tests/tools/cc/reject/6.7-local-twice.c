void f(void) { int x; int x; }
// 1:27: error: 'x' is declared twice in this scope
// 1:20: note: the first declaration is here
