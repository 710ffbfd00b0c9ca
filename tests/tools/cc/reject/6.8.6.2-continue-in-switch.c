void f(int x) { switch (x) { case 1: continue; } }
// 1:38: error: 'continue' outside a loop
