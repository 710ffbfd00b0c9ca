void f(void) { break; }
// 1:16: error: 'break' outside a loop or switch
