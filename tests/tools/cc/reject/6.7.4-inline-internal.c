static int n;
inline int f(void) { return n; }
// options: -pedantic-errors
// 2:29: error: 'n' is static, but used in an inline function that is not [-Werror=static-in-inline]
