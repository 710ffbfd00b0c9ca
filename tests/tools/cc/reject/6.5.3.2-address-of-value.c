int *f(int a) { return &(a + 1); }
// 1:24: error: '&' needs something with an address, this is a value
