int n;
struct s { int a : n; };
// 2:20: error: the width of a bit-field must be an integer constant
