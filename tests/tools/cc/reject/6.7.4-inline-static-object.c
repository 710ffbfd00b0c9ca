inline int f(void) { static int n; return n++; }
// options: -pedantic-errors
// 1:33: error: 'n' is one object for each file that has this inline function; make the function static [-Werror=static-in-inline]
