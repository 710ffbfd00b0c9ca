void f(int, ..., int);
// 1:16: error: expected ')' after the parameters
