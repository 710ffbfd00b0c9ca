struct s { _Atomic int a : 3; };
// 1:26: error: a bit-field cannot be atomic
