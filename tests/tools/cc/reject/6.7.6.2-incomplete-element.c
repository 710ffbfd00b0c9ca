struct s;
struct s a[3];
// 2:12: error: the elements of an array cannot be of type 'struct s'
