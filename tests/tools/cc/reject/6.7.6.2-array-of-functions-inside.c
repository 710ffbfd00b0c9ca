int (x[2](void))[3];
// 1:8: error: the elements of an array cannot be of type 'int(void)'
