int f(void) { int unused; return 0; }
// options: -Wall -Werror
// 1:19: error: unused variable 'unused' [-Werror=unused-variable]
