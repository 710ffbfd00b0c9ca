int f(a) int a = 3; { return a; }
// 1:15: error: expected ';' after the parameter's declaration
