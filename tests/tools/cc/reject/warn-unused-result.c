int __attribute__((warn_unused_result)) f(void);
void g(void) { f(); (void)f(); }
// 2:16: warning: the result of 'f' has to be looked at [-Wunused-result]
