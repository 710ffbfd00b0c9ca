#define A 1
#define A 2
#define B 1
#define B 1
// options: -pedantic-errors
// 2:9: error: 'A' is defined again with another meaning; #undef it first [-Werror=macro-redefined]
// 1:9: note: the first definition of 'A' is here
