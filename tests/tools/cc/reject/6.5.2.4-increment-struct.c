struct s { int x; };
void f(struct s s) { s++; }
// 2:23: error: '++' cannot be applied to 'struct s'
