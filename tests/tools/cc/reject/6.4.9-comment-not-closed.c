// 3:1: error: comment is not closed; add '*/'
int a;
/* never ends
int b;
