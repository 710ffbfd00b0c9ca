struct s;
struct s f(void) { }
// 2:10: error: the function returns the incomplete type 'struct s'
