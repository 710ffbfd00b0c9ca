#define 1 2
// 1:9: error: #define needs the name of a macro
