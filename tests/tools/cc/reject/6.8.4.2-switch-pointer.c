void f(int *p) { switch (p) { case 0: break; } }
// 1:26: error: a switch needs an integer
