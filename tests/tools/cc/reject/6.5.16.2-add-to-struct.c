struct s { int a; } x;
void f(void) { x += 1; }
// 2:18: error: '+' cannot be applied to 'struct s' and 'int'
