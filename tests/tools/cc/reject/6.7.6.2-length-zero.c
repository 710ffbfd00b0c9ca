int a[0];
// options: -pedantic-errors
// 1:7: error: an array of length 0 [-Werror=pedantic]
