#if
#endif
// 1:4: error: the condition is not complete
