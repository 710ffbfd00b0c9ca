x;
// options: -pedantic-errors
// 1:1: error: no type is given, 'int' is taken [-Werror=implicit-int]
