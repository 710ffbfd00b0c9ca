int x;
int f(void) { return x(); }
// 2:22: error: this is called, but it is no function: 'int'
