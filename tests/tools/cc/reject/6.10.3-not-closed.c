#define one(a) a
int x = one(1;
// 2:9: fatal error: the arguments of macro 'one' have no end; add ')'
