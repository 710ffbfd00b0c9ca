int a = 1;
int a = 2;
// 2:5: error: 'a' is defined twice
