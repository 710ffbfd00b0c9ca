#line
#line x
#line 0x10
#line 5 foo
// 1:6: error: #line needs a decimal number up to 2147483647
// 2:7: error: #line needs a decimal number up to 2147483647
// 3:7: error: #line needs a decimal number up to 2147483647
// 4:9: error: #line needs a file name in quotes
