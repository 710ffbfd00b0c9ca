#if 1 2
#endif
// 1:7: error: something follows the condition
