int f(int a) { return a / 0; }
// 1:25: warning: division by zero [-Wdiv-by-zero]
