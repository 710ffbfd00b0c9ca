#if a = 1
#endif
// 1:7: error: something follows the condition
