/* POSIX: shell patterns. */
#ifndef _FNMATCH_H
#define _FNMATCH_H

#define FNM_NOMATCH  1
#define FNM_PATHNAME 1 /* a slash is matched by a slash only */
#define FNM_PERIOD   2 /* a leading period is matched by a period only */
#define FNM_NOESCAPE 4 /* a backslash is an ordinary character */

/* 0 when the text matches, else FNM_NOMATCH. */
int fnmatch(const char *pattern, const char *text, int flags);

#endif
