int a { return 1; }
// 1:6: error: expected ';' after the declaration
