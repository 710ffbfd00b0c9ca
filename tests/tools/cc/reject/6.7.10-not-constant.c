int n;
_Static_assert(n, "x");
// 2:16: error: the condition of _Static_assert must be an integer constant
