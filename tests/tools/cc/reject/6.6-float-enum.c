enum { A = 1.5 };
// 1:12: error: the value of an enumeration constant must be an integer constant
