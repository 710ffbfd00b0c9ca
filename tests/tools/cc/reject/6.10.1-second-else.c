#if 0
#else
#else
#endif
// 3:2: error: #else after #else
// 1:2: note: the conditional begins here
