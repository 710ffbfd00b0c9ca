int f(void) { return _Generic(1, int: 1, signed int: 2); }
// 1:52: error: two associations of _Generic have compatible types
