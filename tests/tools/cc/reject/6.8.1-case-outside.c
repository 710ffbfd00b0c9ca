void f(void) { case 1: ; default: ; }
// 1:16: error: 'case' outside a switch
// 1:26: error: 'default' outside a switch
