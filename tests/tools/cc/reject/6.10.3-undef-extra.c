#define a 1
#undef a b
// options: -pedantic-errors
// 2:10: error: something follows #undef; make it a comment [-Werror=endif-labels]
