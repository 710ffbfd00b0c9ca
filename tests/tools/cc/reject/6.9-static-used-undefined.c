static int g(void);
int f(void) { return g(); }
// options: -pedantic-errors
// 1:12: error: static function 'g' is used but not defined [-Werror=undefined-internal]
