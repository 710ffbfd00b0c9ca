int f(float);
int f();
int f(x) float x; { return x; }
// 2:5: error: 'f' is declared again with another type: 'int()', before 'int(float)'
// 1:5: note: the declaration before is here
