int x;
double x;
// 2:8: error: 'x' is declared again with another type: 'double', before 'int'
// 1:5: note: the declaration before is here
