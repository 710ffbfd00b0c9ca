struct s;
int f(struct s s) { return 0; }
// 2:16: error: parameter has the incomplete type 'struct s'
