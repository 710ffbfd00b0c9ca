typedef int t = 3;
// 1:15: error: a typedef cannot be initialized
