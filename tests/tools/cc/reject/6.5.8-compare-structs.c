struct s { int x; };
int f(struct s a, struct s b) { return a < b; }
// 2:42: error: '<' cannot be applied to 'struct s' and 'struct s'
