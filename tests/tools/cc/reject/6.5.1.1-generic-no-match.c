int f(void) { return _Generic(1.5f, int: 1, char *: 2); }
// 1:22: error: no association of _Generic has the type 'float'; add one or 'default'
