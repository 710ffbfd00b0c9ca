int f(int p) { int unused; return 0; }
// options: -Wall -Wextra -Werror=unused-variable
// 1:11: warning: unused parameter 'p' [-Wunused-parameter]
// 1:20: error: unused variable 'unused' [-Werror=unused-variable]
