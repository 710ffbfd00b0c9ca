int *f(void) { register int a = 1; return &a; }
// 1:43: error: 'a' is declared 'register', it has no address
