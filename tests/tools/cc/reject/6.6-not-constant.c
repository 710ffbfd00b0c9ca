int n;
int a[n];
int b = n;
// 2:7: error: the length of an array outside a function must be a constant
// 3:9: error: the initializer of a static object must be constant
