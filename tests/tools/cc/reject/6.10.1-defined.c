#if defined
#endif
#if defined(
#endif
// 1:12: error: 'defined' needs the name of a macro
// 3:13: error: 'defined' needs the name of a macro
