int f(void) { return; }
// options: -pedantic-errors
// 1:15: error: return without a value in a function that has one [-Werror=return-mismatch]
