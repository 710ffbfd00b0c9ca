#if (1
#endif
// 1:7: error: expected ')' in the condition
