int g(int a, int b);
int f(void) { return g(1); }
// 2:22: error: too few arguments: 1 given, g takes 2
// 1:5: note: 'g' is declared here
