struct s { _Alignas(8) int a : 3; };
// 1:20: error: _Alignas is not for a bit-field
