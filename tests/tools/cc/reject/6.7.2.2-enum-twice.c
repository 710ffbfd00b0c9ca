enum e { A, B };
enum f { A };
// 2:10: error: 'A' is declared already
