int a[2] = 5;
struct s { int x; } s = 5;
// 1:12: error: an array is initialized by a list in braces or a string
// 2:25: error: incompatible types in initialization: 'struct s' from 'int'
