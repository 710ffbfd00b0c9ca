struct s { float a : 3; };
// 1:20: error: a bit-field must have an integer type
