/* POSIX: what the one locale says. */
#ifndef _LANGINFO_H
#define _LANGINFO_H

typedef int nl_item;

/* The days, abbreviated days, months and abbreviated months follow each other. */
enum {
    CODESET = 1, RADIXCHAR, THOUSEP, YESEXPR, NOEXPR, CRNCYSTR, D_T_FMT, D_FMT, T_FMT, T_FMT_AMPM, AM_STR, PM_STR,
    ERA, ERA_D_FMT, ERA_D_T_FMT, ERA_T_FMT, ALT_DIGITS,
    DAY_1 = 32, DAY_2, DAY_3, DAY_4, DAY_5, DAY_6, DAY_7,
    ABDAY_1 = 48, ABDAY_2, ABDAY_3, ABDAY_4, ABDAY_5, ABDAY_6, ABDAY_7,
    MON_1 = 64, MON_2, MON_3, MON_4, MON_5, MON_6, MON_7, MON_8, MON_9, MON_10, MON_11, MON_12,
    ABMON_1 = 80, ABMON_2, ABMON_3, ABMON_4, ABMON_5, ABMON_6, ABMON_7, ABMON_8, ABMON_9, ABMON_10, ABMON_11, ABMON_12
};

#define CODESET CODESET

/* "" for an item that there is none of. */
char *nl_langinfo(nl_item item);

#endif
