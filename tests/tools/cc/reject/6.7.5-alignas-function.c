_Alignas(8) int f(void);
// 1:9: error: _Alignas is not for a function
