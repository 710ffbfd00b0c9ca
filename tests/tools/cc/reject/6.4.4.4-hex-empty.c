char *s = "\xg";
// 1:14: error: too few hexadecimal digits in an escape sequence
