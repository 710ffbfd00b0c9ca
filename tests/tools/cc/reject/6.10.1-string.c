#if "a"
#endif
// 1:5: error: this cannot stand in a preprocessor condition
