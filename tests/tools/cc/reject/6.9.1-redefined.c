int f(void) { return 1; }
int f(void) { return 2; }
// 2:5: error: function 'f' is defined twice
// 1:5: note: the first definition is here
