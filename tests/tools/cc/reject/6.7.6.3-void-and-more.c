void f(void, int);
// 1:8: error: 'void' must be the only parameter
