#define f(a) ## a
// 1:14: error: '##' cannot be at the beginning of a macro's body
