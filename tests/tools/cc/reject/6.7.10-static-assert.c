_Static_assert(sizeof(int) == 8, "int has 8 bytes");
struct s { int a; _Static_assert(0, "never"); };
// 1:1: error: static assertion failed: int has 8 bytes
// 2:19: error: static assertion failed: never
