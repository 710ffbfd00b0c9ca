void f(void) { goto nowhere; }
// 1:21: error: label 'nowhere' is not defined in this function
