register int x;
// 1:1: error: 'register' can stand only in a function
