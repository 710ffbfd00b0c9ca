#define f(a
#define g(a,
#define h(a, a) a
#define i(5) 1
#define j(..., a) 1
// 1:12: error: expected ',' or ')' in the macro's parameter list
// 2:13: error: expected a parameter name or '...' in the macro's parameter list
// 3:14: error: macro parameter is named twice; give each its own name
// 4:11: error: expected a parameter name or '...' in the macro's parameter list
// 5:14: error: expected ')' after '...'
