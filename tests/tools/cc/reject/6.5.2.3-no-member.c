struct point { int x, y; };
int f(struct point p) { return p.z; }
// 2:34: error: 'struct point' has no member 'z'
