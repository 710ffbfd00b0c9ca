struct s { int a, b, c; };
struct s zero = {0}, named = {.b = 1}, full = {1, 2, 3};
struct s some = {1, 2};
// options: -Wextra
// 3:22: warning: member 'c' gets no value [-Wmissing-field-initializers]
