static extern int x;
// 1:8: error: a second storage class; one is enough
