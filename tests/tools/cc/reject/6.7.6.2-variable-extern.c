void f(int n) { extern int a[n]; }
// 1:28: error: an object with linkage cannot have a variable size
