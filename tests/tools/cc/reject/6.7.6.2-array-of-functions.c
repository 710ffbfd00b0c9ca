int a[3](void);
// 1:7: error: the elements of an array cannot be of type 'int(void)'
