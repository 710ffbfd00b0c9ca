struct s;
void f(void) { (struct s){0}; }
// 2:16: error: a compound literal cannot be of incomplete type
