struct s { int b : 3; } s;
int *f(void) { return &s.b; }
// 2:23: error: a bit-field has no address
