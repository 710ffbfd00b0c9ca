struct t;
struct s { struct t t; struct s self; };
// 2:21: error: a member cannot have the incomplete type 'struct t'
// 2:33: error: a member cannot have the incomplete type 'struct s'
