_Static_assert(0);
// 1:1: error: static assertion failed
