#define f(..., a) 1
// 1:14: error: expected ')' after '...'
