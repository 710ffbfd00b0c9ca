struct s { int a, b, c; } s = {1, 2};
struct s t = {.a = 1};
struct s u = {0};
// options: -Wextra
// 1:36: warning: member 'c' gets no value [-Wmissing-field-initializers]
