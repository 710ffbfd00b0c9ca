struct s;
struct s object;
int f(void) { struct s local; return 0; }
// 3:24: error: 'local' has the incomplete type 'struct s'
// 2:10: error: 'object' has the incomplete type 'struct s'
