void f(int n) { switch (n) { int a[n]; case 1: a[0] = 1; } }
// 1:40: error: this jumps into the scope of 'a', whose size is worked out at its declaration
// 1:34: note: it is declared here
