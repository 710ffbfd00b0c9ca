int g(void);
int n = sizeof g;
// options: -pedantic-errors
// 2:9: error: size of 'int(void)' counts as 1 [-Werror=pointer-arith]
