// options: -fgnu89-inline
extern inline int f(void) { return 1; }
int u(void) { return f(); }
int f(void) { return 1; }
inline int g(void) { return 1; }
int g(void) { return 1; }
// 6:5: error: function 'g' is defined twice
// 5:12: note: the first definition is here
