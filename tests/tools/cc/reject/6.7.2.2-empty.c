enum e { };
// 1:10: error: an enumeration needs at least one constant
