#define defined 1
// 1:9: error: 'defined' cannot be the name of a macro
