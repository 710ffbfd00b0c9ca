int printf(const char *, ...);
int f(long long x) { return printf("%d %s\n", x, "a"); }
// options: -Wall
// 2:47: warning: '%d' does not fit an argument of type 'long long' [-Wformat]
