int f(a) static int a; { return a; }
// 1:10: error: a parameter can have no storage class but 'register'
