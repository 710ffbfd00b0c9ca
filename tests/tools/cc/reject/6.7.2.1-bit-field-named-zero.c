struct s { int a : 0; };
// 1:18: error: a bit-field of width 0 cannot have a name
