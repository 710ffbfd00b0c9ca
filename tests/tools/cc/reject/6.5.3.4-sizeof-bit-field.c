struct s { int b : 3; } s;
int f(void) { return sizeof s.b; }
// 2:22: error: a bit-field has no size
