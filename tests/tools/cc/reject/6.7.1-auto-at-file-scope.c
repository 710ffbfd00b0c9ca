auto int x;
// 1:1: error: 'auto' can stand only in a function
