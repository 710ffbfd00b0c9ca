const int x = 1;
void f(void) { x++; }
// 2:17: error: 'x' is const, it cannot be assigned to
