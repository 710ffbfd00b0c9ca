int f(int x) { return _Generic(x, int: 1, int[x]: 2); }
// 1:43: error: an association of _Generic needs a complete type of constant size, not 'int[*]'
