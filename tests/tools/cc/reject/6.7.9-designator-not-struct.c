int a[3] = {.x = 1};
// 1:14: error: '.x' designates a member, this is no struct or union
