int n = _Alignof(int(void));
// options: -pedantic-errors
// 1:9: error: alignment of 'int(void)' counts as 1 [-Werror=pointer-arith]
