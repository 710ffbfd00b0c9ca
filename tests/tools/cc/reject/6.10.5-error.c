#error this is "not" right
int a;
// 1:2: error: #error this is "not" right
