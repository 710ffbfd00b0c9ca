struct s { int a[3]; };
int *f(void) { static int kept; int gone; if (kept) return &kept; return &gone; }
int *g(void) { struct s s; return s.a; }
// 2:74: warning: the address of 'gone', which ends with the function [-Wreturn-local-addr]
// 3:37: warning: the address of 's', which ends with the function [-Wreturn-local-addr]
