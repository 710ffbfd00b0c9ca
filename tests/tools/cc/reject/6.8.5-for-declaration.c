void f(void) { for (int i = 0, i < 3; i++) ; }
// 1:32: error: 'i' is declared twice in this scope
// 1:25: note: the first declaration is here
// 1:33: error: expected ';' after the declaration
// 1:42: error: expected ';' in 'for'
