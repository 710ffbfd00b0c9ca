enum { A = 4294967296 };
// 1:10: error: the value of an enumeration constant does not fit 32 bits
