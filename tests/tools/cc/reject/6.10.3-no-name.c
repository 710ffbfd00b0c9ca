#define
#define 5
#define defined
#undef
// 1:8: error: #define needs the name of a macro
// 2:9: error: #define needs the name of a macro
// 3:9: error: 'defined' cannot be the name of a macro
// 4:7: error: #undef needs the name of a macro
