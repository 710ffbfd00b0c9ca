void f(void) { again: ; again: ; }
// 1:25: error: label 'again' is defined twice
// 1:16: note: the first one is here
