struct s;
int f(void) { return sizeof(struct s); }
// 2:22: error: size of the incomplete type 'struct s' is not known here
