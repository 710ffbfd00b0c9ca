void f(int n) { struct s { int a[n]; }; }
// 1:32: error: the length of an array in a structure must be a constant
