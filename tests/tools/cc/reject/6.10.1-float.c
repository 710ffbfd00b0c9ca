#if 1.0
#endif
// 1:5: error: floating constant in a preprocessor condition
