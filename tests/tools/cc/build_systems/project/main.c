#include <stdio.h>
#include "config.h"
#if !HAVE_STDIO_H || HAVE_NOSUCH_H || !HAVE_STRLEN || HAVE_NOSUCH || SIZEOF_LONG != 4 || !HAVE_NOINLINE || !HAVE_WSHADOW || HAVE_BOGUS
#error "the compiler was not understood"
#endif
double answer(double x);
int main(void) { printf("%g\n", answer(4)); return 0; }
