#define f(__VA_ARGS__) 1
// 1:11: error: __VA_ARGS__ cannot be a parameter's name; write '...'
