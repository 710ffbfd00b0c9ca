struct point { int width, height; };
int f(struct point *p) { return p->widht; }
// 2:36: error: 'struct point' has no member 'widht'; did you mean 'width'?
