int f(int x) { return _Generic(x, int: 1, signed: 2); }
// 1:49: error: two associations of _Generic have compatible types
