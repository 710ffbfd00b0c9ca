void nothing;
int f(void) { void local; return 0; }
// 1:6: error: 'nothing' has the incomplete type 'void'
// 2:20: error: 'local' has the incomplete type 'void'
