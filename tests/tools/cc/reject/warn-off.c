int f(int p) { int unused; return 0; }
// options: -Wall -Wextra -Wno-unused-variable -Wno-unused-parameter
