void f(void) { goto 3; }
// 1:21: error: expected identifier after 'goto'
