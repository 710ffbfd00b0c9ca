int old(void) __attribute__((deprecated));
int f(void) { return old(); }
// 2:22: warning: 'old' is deprecated [-Wdeprecated-declarations]
