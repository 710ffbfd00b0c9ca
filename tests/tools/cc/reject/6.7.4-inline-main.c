inline int main(void) { return 0; }
// 1:12: error: 'main' cannot be inline
