int 1abc;
// 1:5: error: expected identifier in the declaration
