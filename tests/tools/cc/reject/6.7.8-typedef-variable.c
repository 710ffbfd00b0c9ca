int n;
typedef int t[n];
// 2:15: error: the length of an array outside a function must be a constant
