double _Complex x;
// 1:1: error: complex numbers are not supported (__STDC_NO_COMPLEX__)
