#define __STDC__ 2
// options: -Werror
// 1:9: error: '__STDC__' is defined again with another meaning; #undef it first [-Werror=macro-redefined]
