void f(int n) { goto in; { int a[n]; in: a[0] = 1; } }
// 1:22: error: this jumps into the scope of 'a', whose size is worked out at its declaration
// 1:32: note: it is declared here
