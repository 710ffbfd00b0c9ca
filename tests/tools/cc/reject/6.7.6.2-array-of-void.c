void a[3];
// 1:8: error: the elements of an array cannot be of type 'void'
