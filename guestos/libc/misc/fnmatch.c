#include <ctype.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    int (*test)(int);
} classes[] = {
    {"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank}, {"cntrl", iscntrl},
    {"digit", isdigit}, {"graph", isgraph}, {"lower", islower}, {"print", isprint},
    {"punct", ispunct}, {"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit},
};

/* [:class:] at p; NULL when there is none, else what follows, and whether c is in it. */
static const char *match_class(const char *p, int c, bool *in)
{
    if (p[0] != '[' || p[1] != ':')
        return NULL;
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        size_t length = strlen(classes[i].name);
        if (strncmp(p + 2, classes[i].name, length) == 0 && strncmp(p + 2 + length, ":]", 2) == 0) {
            *in = classes[i].test(c) != 0;
            return p + length + 4;
        }
    }
    return NULL;
}

/* A bracket expression after its [; NULL when it has no end.  *matched tells whether c is in it. */
static const char *match_bracket(const char *p, int c, int flags, bool *matched)
{
    bool inverted = *p == '!' || *p == '^', found = false, in;

    p += inverted;
    for (const char *start = p; *p != ']' || p == start;) {
        const char *after = match_class(p, c, &in);
        if (after != NULL) {
            found = found || in;
            p = after;
            continue;
        }
        if (*p == '\\' && !(flags & FNM_NOESCAPE) && p[1] != '\0')
            p++;
        if (*p == '\0')
            return NULL;
        unsigned char low = (unsigned char)*p++, high = low;
        if (p[0] == '-' && p[1] != ']' && p[1] != '\0') {
            high = (unsigned char)p[1];
            p += 2;
        }
        found = found || (c >= low && c <= high);
    }
    *matched = found != inverted;
    return p + 1;
}

/* Matches one element of the pattern with one character; NULL when they differ, else what follows in the pattern. */
static const char *match_one(const char *p, char c, int flags)
{
    bool matched;

    if (c == '\0' || (c == '/' && (flags & FNM_PATHNAME) && *p != '/'))
        return NULL;
    if (*p == '?')
        return p + 1;
    if (*p == '[') {
        const char *after = match_bracket(p + 1, (unsigned char)c, flags, &matched);
        if (after != NULL)
            return matched ? after : NULL;
    }
    if (*p == '\\' && !(flags & FNM_NOESCAPE) && p[1] != '\0')
        p++;
    return *p == c ? p + 1 : NULL;
}

int fnmatch(const char *pattern, const char *text, int flags)
{
    const char *p = pattern, *t = text, *star = NULL, *star_text = NULL;

    /* After a failure the last star takes one character more. */
    for (;;) {
        bool leading = *t == '.' && (flags & FNM_PERIOD) && (t == text || ((flags & FNM_PATHNAME) && t[-1] == '/'));
        const char *after;
        if (*p == '*' && !leading) {
            star = ++p;
            star_text = t;
            continue;
        }
        if (*p == '\0' && *t == '\0')
            return 0;
        after = *p == '\0' || (leading && (*p == '*' || *p == '?' || *p == '[')) ? NULL : match_one(p, *t, flags);
        if (after != NULL) {
            p = after;
            t++;
            continue;
        }
        if (star == NULL || *star_text == '\0' || (*star_text == '/' && (flags & FNM_PATHNAME)))
            return FNM_NOMATCH;
        p = star;
        t = ++star_text;
    }
}
