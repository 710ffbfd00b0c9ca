int x = {1, 2};
// 1:13: error: one value is enough for this type
