#include "6.10.2-itself.c"
// 1:2: fatal error: #include is nested more than 200 deep; does a file include itself?
