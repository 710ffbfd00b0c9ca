int c = '\x123';
// 1:9: error: escape sequence is out of range of a character
