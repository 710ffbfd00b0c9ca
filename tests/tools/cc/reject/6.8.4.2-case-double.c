void f(int x) { switch (x) { case 1.5: break; } }
// 1:35: error: the value of a case must be an integer constant
