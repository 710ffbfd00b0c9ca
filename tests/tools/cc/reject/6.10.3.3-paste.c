#define f(a) ## a
#define g(a) a ##
#define h(a, b) a ## b
int x = h(+, -);
// 1:14: error: '##' cannot be at the beginning of a macro's body
// 2:16: error: '##' cannot be at the end of a macro's body
// 4:11: error: '##' makes '+-', which is not one token
// 4:16: error: expected an expression before ';'
