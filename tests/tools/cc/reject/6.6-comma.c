enum { A = (1, 2) };
// options: -pedantic-errors
// 1:14: error: the value of an enumeration constant must be an integer constant
