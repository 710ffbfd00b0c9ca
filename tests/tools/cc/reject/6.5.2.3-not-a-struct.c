int f(int n) { return n.x; }
// 1:25: error: 'int' has no members; it is neither struct nor union
