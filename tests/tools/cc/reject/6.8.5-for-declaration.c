void f(void) { for (int i = 0, i < 3; i++) ; }
// 1:30: error: the parts of 'for' are separated by ';', not by ','
