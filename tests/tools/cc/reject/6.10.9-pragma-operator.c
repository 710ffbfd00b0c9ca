_Pragma(5)
int a;
// 1:1: error: _Pragma takes a string in parentheses
