struct s { int a; } x;
void f(int c) { c ? x : 1; }
// 2:19: error: incompatible types in '?:': 'struct s' and 'int'
