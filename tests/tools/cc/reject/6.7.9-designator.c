struct s { int x; };
struct s s = {.y = 1};
int a[2] = {[5] = 1};
int b = {.x = 1};
// 2:16: error: 'struct s' has no member 'y'
// 3:14: error: array designator is out of range
// 4:10: error: expected an expression before '.'
