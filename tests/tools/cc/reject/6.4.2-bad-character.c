int a = 3 @ 4;
// 1:11: error: '@' cannot stand in a program
