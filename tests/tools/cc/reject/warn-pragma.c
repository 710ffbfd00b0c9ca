#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-variable"
int f(void) { int unused; return 0; }
#pragma GCC diagnostic pop
int g(void) { int unused; return 0; }
// options: -Wall
// 5:19: warning: unused variable 'unused' [-Wunused-variable]
