int a[2] = {1, 2, 3};
int b = {1, 2};
// 1:19: warning: more initializers than the array has elements [-Wexcess-initializers]
// 2:13: warning: one value is enough for this type [-Wexcess-initializers]
