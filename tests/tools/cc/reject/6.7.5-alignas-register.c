void f(void) { register _Alignas(8) int x; }
// 1:33: error: _Alignas is not for a register object
