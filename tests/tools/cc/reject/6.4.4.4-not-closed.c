int c = 'a;
int d;
// 1:9: error: missing closing "'" of a character constant
// 1:9: error: expected an expression before ''a;'
// 1:12: error: expected ';' after the declaration
