struct s { int f(void); };
// 1:16: error: a member cannot have the function type 'int(void)'
