struct s;
struct s x = {0};
// 2:14: error: initializer for an incomplete type
// 2:10: error: 'x' has the incomplete type 'struct s'
