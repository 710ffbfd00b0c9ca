int f(int a, int b) { switch (a) { case b: return 1; } return 0; }
// 1:41: error: the value of a case must be an integer constant
