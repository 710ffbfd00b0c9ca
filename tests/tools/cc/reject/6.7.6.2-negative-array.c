int a[-1];
// 1:7: error: the length of an array cannot be negative
