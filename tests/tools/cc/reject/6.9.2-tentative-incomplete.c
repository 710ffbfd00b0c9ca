static int a[];
// options: -pedantic-errors
// 1:12: error: the static array 'a' has no length [-Werror=pedantic]
