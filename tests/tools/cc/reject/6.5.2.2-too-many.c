int g(int a);
int f(void) { return g(1, 2); }
// 2:22: error: too many arguments: 2 given, g takes 1
// 1:5: note: 'g' is declared here
