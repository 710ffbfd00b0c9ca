void f(void) { for (extern int i; i < 3; i++) ; }
// options: -pedantic-errors
// 1:21: error: a declaration in 'for' can only be auto or register [-Werror=pedantic]
