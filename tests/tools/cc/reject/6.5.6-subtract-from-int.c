int f(int a, int *b) { return a - b; }
// 1:33: error: '-' cannot be applied to 'int' and 'int *'
