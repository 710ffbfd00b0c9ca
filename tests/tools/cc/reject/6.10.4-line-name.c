#line 3 abc
// 1:9: error: #line needs a file name in quotes
