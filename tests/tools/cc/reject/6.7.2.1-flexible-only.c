struct s { int a[]; };
// options: -pedantic-errors
// 1:16: error: an array without length needs a named member before it [-Werror=pedantic]
