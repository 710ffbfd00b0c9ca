void f(void) { int a; int a; }
// 1:27: error: 'a' is declared twice in this scope
// 1:20: note: the first declaration is here
