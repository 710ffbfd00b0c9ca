struct s { };
// options: -pedantic-errors
// 1:12: error: no members [-Werror=pedantic]
