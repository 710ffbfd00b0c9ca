struct s;
int f(struct s *p) { return p->x; }
// 2:32: error: 'struct s' is incomplete here, its members are not known
