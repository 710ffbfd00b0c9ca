struct s { struct s a; };
// 1:21: error: a member cannot have the incomplete type 'struct s'
