int f(int *p) { return 1 ^ p; }
// 1:26: error: '^' cannot be applied to 'int' and 'int *'
