#if 0
#else
#elif 1
#endif
// 3:2: error: #elif after #else
// 1:2: note: the conditional begins here
