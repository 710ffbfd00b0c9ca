int (*f(int (*p)(void)))(void) { return p + 1; }
// options: -pedantic-errors
// 1:43: error: arithmetic on 'int (*)(void)' counts bytes [-Werror=pointer-arith]
