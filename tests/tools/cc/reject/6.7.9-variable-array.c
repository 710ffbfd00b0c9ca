void f(int n) { int a[n] = {1}; }
// 1:26: error: an array of variable length cannot be initialized
