int f(int *p) { return p < 5; }
// 1:26: warning: comparison of a pointer and an integer; cast one [-Wint-conversion]
