#line abc
// 1:7: error: #line needs a decimal number up to 2147483647
