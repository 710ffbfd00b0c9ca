int a[2] = {1, 2, 3};
int b = {1, 2};
// 1:19: error: more initializers than the array has elements
// 2:13: error: one value is enough for this type
