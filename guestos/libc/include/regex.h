/* POSIX: regular expressions, basic and extended, with GNU's \+ \? \| in basic ones, and \w \W \s \S \b \B \< \> \` \'
 * in both.
 *
 * The leftmost match is found, and the longest that starts there; of the ways to reach it, groups are those of the one
 * that takes earlier alternatives and longer repetitions first. */
#ifndef _REGEX_H
#define _REGEX_H

#include <stddef.h>
#include <sys/types.h>

typedef int regoff_t;

typedef struct {
    size_t re_nsub; /* groups */
    struct __regex *__program;
} regex_t;

typedef struct {
    regoff_t rm_so, rm_eo; /* -1, -1: not taken part */
} regmatch_t;

/* For regcomp. */
#define REG_EXTENDED 1
#define REG_ICASE    2
#define REG_NOSUB    4
#define REG_NEWLINE  8 /* . and [^] match no newline; ^ and $ match beside it */

/* For regexec. */
#define REG_NOTBOL   1
#define REG_NOTEOL   2
#define REG_STARTEND 4 /* the text is from match[0].rm_so to rm_eo and may hold nulls */

#define REG_NOMATCH  1
#define REG_BADPAT   2
#define REG_ECOLLATE 3
#define REG_ECTYPE   4
#define REG_EESCAPE  5
#define REG_ESUBREG  6
#define REG_EBRACK   7
#define REG_EPAREN   8
#define REG_EBRACE   9
#define REG_BADBR    10
#define REG_ERANGE   11
#define REG_ESPACE   12
#define REG_BADRPT   13

int regcomp(regex_t *restrict regex, const char *restrict pattern, int flags);
int regexec(const regex_t *restrict regex, const char *restrict text, size_t count, regmatch_t match[restrict],
            int flags);
size_t regerror(int error, const regex_t *restrict regex, char *restrict buffer, size_t size);
void regfree(regex_t *regex);

#endif
