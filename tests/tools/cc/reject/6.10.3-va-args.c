#define f(a) __VA_ARGS__
// 1:14: error: __VA_ARGS__ can stand only in the body of a macro whose parameters end in '...'
