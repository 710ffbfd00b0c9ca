#define
// 1:8: error: #define needs the name of a macro
