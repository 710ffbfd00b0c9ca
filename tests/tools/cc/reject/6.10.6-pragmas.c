/* Pragmas that say something, keep macros, forbid names. */
#pragma GCC poison evil
#define X 1
#pragma push_macro("X")
#undef X
#define X 2
int a = X;
#pragma pop_macro("X")
int b = X;
#pragma message "hello"
#pragma GCC warning "careful"
#pragma message("in parens")
#define X 3
#ident "x"
#sccs "y"
int baz(void) { return 1; }
#pragma weak bar = baz
#pragma weak qux
extern int qux;
int *q(void) { return &qux; }
#if __has_builtin(__builtin_clz) && !__has_builtin(__builtin_nope) && __has_c_attribute(nodiscard) >= 202003 && __has_c_attribute(gnu::packed) == 1 && __has_feature(c_atomic) && !__has_feature(cxx) && __has_attribute(__packed__)
int good;
#else
#error bad
#endif
int evil;
#pragma GCC error "no further"
// 10:9: warning: hello [-Wpragma-messages]
// 11:13: warning: careful [-Wpragma-messages]
// 12:9: warning: in parens [-Wpragma-messages]
// 13:9: warning: 'X' is defined again with another meaning; #undef it first [-Wmacro-redefined]
// 3:9: note: the first definition of 'X' is here
// 26:5: error: 'evil' is poisoned: it must not be used
// 27:13: error: no further
