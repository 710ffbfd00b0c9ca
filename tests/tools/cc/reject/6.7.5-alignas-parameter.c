void f(_Alignas(8) int x);
// 1:16: error: _Alignas is not for a parameter
