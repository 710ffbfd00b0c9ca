struct s { int a; } x = 3;
// 1:25: error: incompatible types in initialization: 'struct s' from 'int'
