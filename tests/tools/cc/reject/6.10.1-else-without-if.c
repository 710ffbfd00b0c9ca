#else
// 1:2: error: #else without #if; remove it or add the #if
