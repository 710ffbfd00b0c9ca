int f(int a, unsigned b) { return a < b; }
// options: -Wextra
// 1:37: warning: comparison of 'int' and 'unsigned int': signed becomes unsigned [-Wsign-compare]
