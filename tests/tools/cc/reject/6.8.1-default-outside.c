void f(void) { default: ; }
// 1:16: error: 'default' outside a switch
