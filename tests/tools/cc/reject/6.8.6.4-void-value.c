void f(void) { return 1; }
// options: -pedantic-errors
// 1:23: error: a void function returns no value [-Werror=return-mismatch]
