typedef _Alignas(8) int t;
// 1:17: error: _Alignas is not for a typedef
