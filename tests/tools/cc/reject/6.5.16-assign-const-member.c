struct s { const int x; };
void f(struct s *p, struct s *q) { p->x = 1; *p = *q; }
// 2:39: error: this object is const, it cannot be assigned to
// 2:46: error: this object is const, it cannot be assigned to
