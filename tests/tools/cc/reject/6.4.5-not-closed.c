char *s = "abc;
int d;
// 1:11: error: missing closing '"' of a string
// 1:11: error: expected an expression before '"abc;'
// 1:16: error: expected ';' after the declaration
