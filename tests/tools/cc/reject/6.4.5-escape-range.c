char *s = "\x1ff";
// 1:13: error: escape sequence is out of range of the string's characters
