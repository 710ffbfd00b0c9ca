typedef int a[3];
_Atomic a x;
// 2:1: error: '_Atomic' is not for arrays
