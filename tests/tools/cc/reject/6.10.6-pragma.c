#pragma something unknown
int a;
// options: -Wall
// 1:9: warning: unknown #pragma [-Wunknown-pragmas]
