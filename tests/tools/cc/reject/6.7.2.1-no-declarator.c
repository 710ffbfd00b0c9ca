struct s { int; };
// options: -pedantic-errors
// 1:12: error: this declares no member [-Werror=pedantic]
// 1:17: error: no members [-Werror=pedantic]
