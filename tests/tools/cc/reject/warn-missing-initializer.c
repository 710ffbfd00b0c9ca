struct s { int a, b; } s = {1};
struct s t = {.a = 1};
struct s u = {0};
// options: -Wextra
