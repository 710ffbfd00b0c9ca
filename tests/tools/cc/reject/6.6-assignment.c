int x;
int a[(x = 3)];
// 2:10: error: the length of an array outside a function must be a constant
