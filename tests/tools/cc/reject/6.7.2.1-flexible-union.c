union u { int a[]; };
// options: -pedantic-errors
// 1:15: error: an array without length in a union [-Werror=pedantic]
