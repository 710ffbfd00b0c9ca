/* The streams, a power of two apart: each step touches pages that fall into one set of a translation cache. */
#define SPACING (1 << 18)
#include "stream.c"
