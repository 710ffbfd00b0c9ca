int f(void) { return count; }
// 1:22: error: 'count' is not declared
