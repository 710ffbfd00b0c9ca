#endif
// 1:2: error: #endif without #if; remove it or add the #if
