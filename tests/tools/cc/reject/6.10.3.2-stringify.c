#define f(a) #b
// 1:14: error: '#' is not followed by a macro parameter
