int f(int a) { return *a; }
// 1:23: error: '*' needs a pointer, this is 'int'
