_Pragma(1)
int x;
// 1:1: error: _Pragma takes a string in parentheses
