#define x+ 1
// options: -pedantic-errors
// 1:10: error: no white space between the macro's name and its body [-Werror=pedantic]
