#define f(a, a) 1
// 1:14: error: macro parameter is named twice; give each its own name
