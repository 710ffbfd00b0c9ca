int f(a, b);
// 1:7: error: parameters without types can stand only in a function's definition
