int while = 3;
// 1:5: error: expected identifier in the declaration
