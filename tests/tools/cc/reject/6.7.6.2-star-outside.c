void f(void) { int a[*]; }
// 1:20: error: 'a' has the incomplete type 'int[]'
