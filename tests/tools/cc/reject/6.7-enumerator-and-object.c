enum { A };
int A;
// 2:5: error: 'A' is declared already as something else
// 1:8: note: the declaration before is here
