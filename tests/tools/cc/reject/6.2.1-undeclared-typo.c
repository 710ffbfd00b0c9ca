int counter;
int f(void) { return countr; }
// 2:22: error: 'countr' is not declared; did you mean 'counter'?
