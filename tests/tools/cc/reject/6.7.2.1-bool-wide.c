struct s { _Bool a : 2; };
// 1:20: error: the width of a bit-field must be from 0 to 1
