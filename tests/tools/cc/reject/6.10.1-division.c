#if 1 / 0
#endif
// 1:10: error: division by zero in a preprocessor condition
