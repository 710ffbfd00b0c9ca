struct s;
int n = _Alignof(struct s);
// 2:9: error: alignment of the incomplete type 'struct s' is not known here
