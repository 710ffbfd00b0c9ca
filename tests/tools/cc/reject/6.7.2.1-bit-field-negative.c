struct s { int a : -1; };
// 1:18: error: the width of a bit-field must be from 0 to 32
