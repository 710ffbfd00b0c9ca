void f(int n) { static int a[n]; }
// 1:28: error: a static object cannot have a variable size
