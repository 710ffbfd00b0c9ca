void f(void) { x: }
// options: -pedantic-errors
// 1:19: error: a label stands before a statement; add ';' [-Werror=pedantic]
