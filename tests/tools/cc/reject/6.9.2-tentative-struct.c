static struct s x;
// 1:17: error: 'x' has the incomplete type 'struct s'
