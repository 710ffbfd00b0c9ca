#if 1
#endif extra
// options: -pedantic-errors
// 2:8: error: something follows #endif; make it a comment [-Werror=endif-labels]
