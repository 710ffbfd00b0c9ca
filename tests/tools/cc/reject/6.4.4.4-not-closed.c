int c = 'a;
int d;
// 1:9: error: missing closing "'" of a character constant
