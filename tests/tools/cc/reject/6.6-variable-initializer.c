int x = 1;
static int y = x;
// 2:16: error: the initializer of a static object must be constant
