extern int a[3];
extern int a[4];
// 2:12: error: 'a' is declared again with another type: 'int[4]', before 'int[3]'
// 1:12: note: the declaration before is here
