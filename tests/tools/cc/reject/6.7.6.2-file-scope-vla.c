int n = 3;
int a[n];
// 2:7: error: the length of an array outside a function must be a constant
