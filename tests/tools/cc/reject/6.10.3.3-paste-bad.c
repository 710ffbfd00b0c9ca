#define f(a, b) a ## b
int x = f(+, 1);
// 2:11: error: '##' makes '+1', which is not one token
// 2:16: error: expected an expression before ';'
