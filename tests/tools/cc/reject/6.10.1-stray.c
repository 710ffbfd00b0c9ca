#else
#endif
#elif 1
// 1:2: error: #else without #if; remove it or add the #if
// 2:2: error: #endif without #if; remove it or add the #if
// 3:2: error: #elif without #if; remove it or add the #if
