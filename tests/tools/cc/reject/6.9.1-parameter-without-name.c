int f(int) { return 1; }
// options: -pedantic-errors
// 1:5: error: parameter 1 has no name [-Werror=pedantic]
