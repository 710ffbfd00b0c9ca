int f(int a, void) { return a; }
// 1:14: error: 'void' must be the only parameter
