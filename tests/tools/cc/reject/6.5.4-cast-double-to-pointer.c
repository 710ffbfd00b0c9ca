void *f(double d) { return (void *)d; }
// 1:28: error: 'double' cannot be cast to 'void *'
