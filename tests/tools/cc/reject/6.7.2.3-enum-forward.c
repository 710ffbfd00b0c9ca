enum e;
enum e x;
// options: -pedantic-errors
// 2:8: error: 'x' has the incomplete type 'enum e'
