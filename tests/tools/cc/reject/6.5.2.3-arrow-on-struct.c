struct point { int x; };
int f(struct point p) { return p->x; }
// 2:35: error: '->' needs a pointer; write '.'
