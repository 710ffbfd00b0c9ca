struct s { int a; } x = {.b = 1};
// 1:27: error: 'struct s' has no member 'b'
