enum { A = 2147483647 + 1 };
// options: -Wall -pedantic-errors
// 1:23: error: the result does not fit 'int', it wraps [-Werror=overflow]
