double f(int *p) { return (double)p; }
// 1:27: error: 'int *' cannot be cast to 'double'
