struct s;
struct s *f(struct s *p) { return p + 1; }
// 2:37: error: arithmetic on a pointer to the incomplete type 'struct s'
