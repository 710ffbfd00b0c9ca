int f(int a) { switch (a) { default: return 1; default: return 2; } }
// 1:48: error: a second 'default' in this switch
