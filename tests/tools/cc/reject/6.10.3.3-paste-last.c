#define f(a) a ##
// 1:16: error: '##' cannot be at the end of a macro's body
