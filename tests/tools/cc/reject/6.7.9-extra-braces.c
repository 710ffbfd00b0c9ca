int x = {1, 2};
// 1:13: warning: one value is enough for this type [-Wexcess-initializers]
