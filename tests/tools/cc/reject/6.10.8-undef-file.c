#undef __FILE__
// options: -Werror
// 1:8: error: '__FILE__' is a macro of the compiler [-Werror=builtin-macro-redefined]
