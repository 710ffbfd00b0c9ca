int a = 3 @ 4;
// 1:11: error: expected ';' after the declaration
