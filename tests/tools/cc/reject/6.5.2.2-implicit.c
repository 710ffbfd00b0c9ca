int f(void) { return undeclared_function(1); }
// 1:22: warning: function 'undeclared_function' is not declared; include its header [-Wimplicit-function-declaration]
