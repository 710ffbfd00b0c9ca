#define one(a) a
#define two(a, b) a b
int x = one(1, 2) + two(1);
// 3:9: error: macro 'one' is given 2 arguments, it takes 1
// 1:9: note: macro 'one' is defined here
// 3:21: error: macro 'two' is given 1 argument, it takes 2
// 2:9: note: macro 'two' is defined here
