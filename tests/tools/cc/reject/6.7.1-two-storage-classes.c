static extern int a;
// 1:8: error: a second storage class; one is enough
