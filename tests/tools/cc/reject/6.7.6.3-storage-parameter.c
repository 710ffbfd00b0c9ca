void f(static int x);
// 1:8: error: a storage class cannot stand here
