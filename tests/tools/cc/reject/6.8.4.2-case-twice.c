int f(int a) { switch (a) { case 1: return 1; case 2 - 1: return 2; } return 0; }
// 1:47: error: this case is there already
// 1:29: note: the first one is here
