int c = '\777';
// 1:9: error: escape sequence is out of range of a character
