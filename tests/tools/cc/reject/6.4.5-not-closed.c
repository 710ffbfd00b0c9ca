char *s = "abc;
int d;
// 1:11: error: missing closing '"' of a string
