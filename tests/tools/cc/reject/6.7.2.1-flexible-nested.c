struct a { int n; int d[]; };
struct b { struct a x; int y; };
// options: -pedantic-errors
// 2:21: error: a member that ends in an array without length [-Werror=pedantic]
