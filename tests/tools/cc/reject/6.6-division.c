int a[1 / 0];
// 1:9: warning: division by zero [-Wdiv-by-zero]
// 1:9: error: the length of an array outside a function must be a constant
