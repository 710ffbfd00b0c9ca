int n;
int a[3] = {[n] = 1};
// 2:14: error: an array designator must be an integer constant
