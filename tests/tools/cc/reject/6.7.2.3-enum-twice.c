enum e { A };
enum e { B };
// 2:6: error: 'e' is defined twice
