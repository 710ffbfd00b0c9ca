int f(int x) { return _Generic(x, default: 1, default: 2); }
// 1:47: error: a second 'default' in this _Generic
