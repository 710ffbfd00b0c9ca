int f(int);
int f(double);
// 2:5: error: 'f' is declared again with another type: 'int(double)', before 'int(int)'
// 1:5: note: the declaration before is here
