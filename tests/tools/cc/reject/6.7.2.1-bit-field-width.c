struct s { int a : 33; int b : -1; int c : 0; float d : 3; };
// 1:18: error: the width of a bit-field must be from 0 to 32
// 1:30: error: the width of a bit-field must be from 0 to 32
// 1:42: error: a bit-field of width 0 cannot have a name
// 1:55: error: a bit-field must have an integer type
