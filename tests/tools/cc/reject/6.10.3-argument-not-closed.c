#define f(a) a
int x = f(1;
// 2:9: fatal error: the arguments of macro 'f' have no end; add ')'
