int a[3] = {[-1] = 1};
// 1:14: error: array designator is out of range
