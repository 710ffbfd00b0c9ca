int n;
enum e { A = n };
// 2:14: error: the value of an enumeration constant must be an integer constant
