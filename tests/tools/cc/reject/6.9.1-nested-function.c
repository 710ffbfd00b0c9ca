int f(void) { int g(void) { return 1; } return g(); }
// 1:19: error: a function cannot be defined within another one; move 'g' out
