#if 1
int a;
// 1:2: error: conditional has no end; add #endif
