extern int a;
extern double a;
int f(int);
int f(double);
// 2:15: error: 'a' is declared again with another type: 'double', before 'int'
// 1:12: note: the declaration before is here
// 4:5: error: 'f' is declared again with another type: 'int(double)', before 'int(int)'
// 3:5: note: the declaration before is here
