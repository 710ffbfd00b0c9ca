int f(int x) { return x.a; }
// 1:25: error: 'int' has no members; it is neither struct nor union
