restrict int a;
// 1:1: error: 'restrict' is for pointers
