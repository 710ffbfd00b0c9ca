int f(int a, void) { return a; }
// 1:5: error: parameter has the incomplete type 'void'
