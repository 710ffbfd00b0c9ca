typedef int g(void);
g f { return 0; }
// 2:3: error: the definition of 'f' needs its parameters, not a type that has them
