typedef int t;
typedef long t;
// 2:14: error: 't' is declared again with another type: 'long', before 'int'
// 1:13: note: the declaration before is here
