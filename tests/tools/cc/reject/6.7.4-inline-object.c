inline int x;
// 1:12: error: 'inline' is for functions, 'x' is an object
