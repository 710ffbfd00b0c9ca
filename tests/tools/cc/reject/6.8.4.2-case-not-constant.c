void f(int x, int y) { switch (x) { case y: break; } }
// 1:42: error: the value of a case must be an integer constant
