int f(void *p) { return *p; }
// 1:25: error: incompatible types in return: 'int' from 'void'
