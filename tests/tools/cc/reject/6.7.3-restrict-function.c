typedef int g(void);
g *restrict p;
// 2:11: error: 'restrict' is for pointers to objects, not to functions
