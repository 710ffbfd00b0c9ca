typedef int g(void);
_Atomic g x;
// 2:1: error: '_Atomic' is not for functions
