struct s;
int f(int x) { return _Generic(x, int: 1, struct s: 2); }
// 2:43: error: an association of _Generic needs a complete type of constant size, not 'struct s'
