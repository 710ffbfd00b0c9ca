void f(void) { continue; switch (1) { case 1: continue; } }
// 1:16: error: 'continue' outside a loop
// 1:47: error: 'continue' outside a loop
