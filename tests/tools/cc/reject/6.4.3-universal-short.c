char *s = "\u12";
// 1:14: error: too few hexadecimal digits in an escape sequence
