// 5:9: error: the arguments of macro 'one' have no end; add ')'
// 6:1: error: expected an expression before ''
// 5:8: error: expected ';' after the declaration
#define one(a) a
int x = one(1;
