enum { A = 2147483648 };
// options: -pedantic-errors
// 1:10: error: the value of an enumeration constant does not fit int [-Werror=pedantic]
