int f(int a, int b) { return a[b]; }
// 1:31: error: '[]' needs an array or pointer, and an integer
