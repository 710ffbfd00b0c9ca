void f(int *p) { (int[3])p; }
// 1:18: error: 'int *' cannot be cast to 'int[3]'
