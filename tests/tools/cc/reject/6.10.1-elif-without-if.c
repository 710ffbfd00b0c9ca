#elif 1
// 1:2: error: #elif without #if; remove it or add the #if
