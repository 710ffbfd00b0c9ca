/* ISO C11 7.11: there is one locale, "C". */
#ifndef _LOCALE_H
#define _LOCALE_H

#include <stddef.h>

#define LC_ALL      0
#define LC_COLLATE  1
#define LC_CTYPE    2
#define LC_MONETARY 3
#define LC_NUMERIC  4
#define LC_TIME     5
#define LC_MESSAGES 6

struct lconv {
    char *decimal_point, *thousands_sep, *grouping;
};

char *setlocale(int category, const char *locale);
struct lconv *localeconv(void);

#endif
