struct s { int x; };
void f(int a) { (void)(struct s)a; }
// 2:23: error: 'int' cannot be cast to 'struct s'
