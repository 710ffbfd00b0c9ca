int x = 1 @ 2;
// 1:11: error: '@' cannot stand in a program
