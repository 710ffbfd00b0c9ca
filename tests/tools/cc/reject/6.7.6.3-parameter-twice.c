int f(int a, int a) { return a; }
// 1:18: error: two parameters are called 'a'
