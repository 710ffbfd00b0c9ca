int f(a) int a, b; { return a; }
// 1:17: error: 'b' is not in the parameter list
