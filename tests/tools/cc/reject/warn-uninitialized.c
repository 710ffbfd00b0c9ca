int g(void);
void use(int x);
void fill(int *x);
enum e { A, B };
int never(void) { int x; return x; }
int branch(int c) { int x; if (c) x = 1; return x; }
int chain(int n) { int x; if (n == 1) x = 1; else if (n == 2) x = 2; return x; }
int compound(void) { int x; x++; return x; }
int cases(int n) { int x; switch (n) { case 1: x = 1; break; case 2: x = 3; break; } return x; }
int jump(void) { int x; goto in; x = 1; in: return x; }
int either(int n) { int x; if (n || (x = g())) return x; return 0; }
int loop(int n) { for (;;) { int x; if (n) x = 1; use(x); if (g()) return 0; } }
int quiet_pair(int n) { int x; if (n) x = 1; if (n) return x; return 0; }
int quiet_flag(int n) { int x; int ok = 0; if (n) { x = 1; ok = 1; } if (ok) use(x); return 0; }
int quiet_loop(int n) { int x; for (int i = 0; i < n; i++) x = i; return x; }
int quiet_address(void) { int x; fill(&x); return x; }
int quiet_self(void) { int x = x; return x; }
int quiet_enum(enum e n) { int x; switch (n) { case A: x = 1; break; case B: x = 3; break; } return x; }
int quiet_forever(void) { int x; while (1) { if (g()) { x = 1; break; } } return x; }
int quiet_do(void) { int x; do { x = g(); } while (x); return x; }
int quiet_both(int n) { int x; if (n && (x = g())) return x; return 0; }
int quiet_volatile(void) { volatile int x; return x; }
// options: -Wall
// 5:33: warning: 'x' is used before it gets a value [-Wuninitialized]
// 5:23: note: 'x' is declared here; give it a value
// 6:49: warning: 'x' may be used before it gets a value [-Wmaybe-uninitialized]
// 6:25: note: 'x' is declared here; give it a value
// 7:77: warning: 'x' may be used before it gets a value [-Wmaybe-uninitialized]
// 7:24: note: 'x' is declared here; give it a value
// 8:29: warning: 'x' is used before it gets a value [-Wuninitialized]
// 8:26: note: 'x' is declared here; give it a value
// 9:93: warning: 'x' may be used before it gets a value [-Wmaybe-uninitialized]
// 9:24: note: 'x' is declared here; give it a value
// 10:52: warning: 'x' is used before it gets a value [-Wuninitialized]
// 10:22: note: 'x' is declared here; give it a value
// 11:55: warning: 'x' may be used before it gets a value [-Wmaybe-uninitialized]
// 11:25: note: 'x' is declared here; give it a value
// 12:55: warning: 'x' may be used before it gets a value [-Wmaybe-uninitialized]
// 12:34: note: 'x' is declared here; give it a value
