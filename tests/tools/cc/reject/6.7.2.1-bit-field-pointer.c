struct s { int *a : 3; };
// 1:19: error: a bit-field must have an integer type
