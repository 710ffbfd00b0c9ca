int f(void) { register int a[3] = {1}; return *a; }
// 1:48: error: 'a' is declared 'register', it has no address
