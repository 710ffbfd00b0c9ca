#define f(a) a
int x = f(1, 2);
// 2:9: error: macro 'f' is given 2 arguments, it takes 1
// 1:9: note: macro 'f' is defined here
