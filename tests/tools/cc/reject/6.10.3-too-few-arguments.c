#define f(a, b) a
int x = f(1);
// 2:9: error: macro 'f' is given 1 argument, it takes 2
// 1:9: note: macro 'f' is defined here
