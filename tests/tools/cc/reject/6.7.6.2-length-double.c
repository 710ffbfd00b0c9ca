int a[1.5];
// 1:7: error: the length of an array must be an integer
