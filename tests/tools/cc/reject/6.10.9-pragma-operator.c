_Pragma(5)
int a;
// 1:1: error: _Pragma takes a string in parentheses
// 1:10: warning: no type is given, 'int' is taken [-Wimplicit-int]
// 1:10: error: expected identifier in the declaration
