_Noreturn int x;
// 1:15: error: '_Noreturn' is for functions, 'x' is an object
