/* Bracket expressions. */
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "regex_impl.h"

#define NAME_MAX_LENGTH 8 /* of a class, with room */

static int add_range(struct regex_set *set, wchar_t first, wchar_t last)
{
    struct regex_range *more = realloc(set->ranges, (set->count + 1) * sizeof *more);

    if (more == NULL)
        return REG_ESPACE;
    set->ranges = more;
    set->ranges[set->count++] = (struct regex_range){first, last};
    return 0;
}

static int read_character(const char **pattern, wchar_t *c)
{
    mbstate_t state = {0};
    size_t length = mbrtowc(c, *pattern, strlen(*pattern), &state);

    if (**pattern == '\0')
        return REG_EBRACK;
    if (length > 4) {
        *c = 0x110000 + (unsigned char)**pattern;
        length = 1;
    }
    *pattern += length;
    return 0;
}

/* [:name:] after its [: */
static int read_class(const char **pattern, struct regex_set *set)
{
    char name[NAME_MAX_LENGTH];
    const char *end = strstr(*pattern, ":]");
    size_t length = end != NULL ? (size_t)(end - *pattern) : 0;

    if (end == NULL)
        return REG_EBRACK;
    if (length >= sizeof name)
        return REG_ECTYPE;
    memcpy(name, *pattern, length);
    name[length] = '\0';
    wctype_t type = wctype(name);
    if (type == 0)
        return REG_ECTYPE;
    set->classes |= 1u << type;
    *pattern = end + 2;
    return 0;
}

/* An end of a range: a character, or [.c.] or [=c=]. */
static int read_element(const char **pattern, wchar_t *c)
{
    char kind = (*pattern)[1];

    if (**pattern != '[' || (kind != '.' && kind != '='))
        return read_character(pattern, c);
    *pattern += 2;
    int error = read_character(pattern, c);
    if (error == 0 && ((*pattern)[0] != kind || (*pattern)[1] != ']'))
        error = REG_ECOLLATE;
    *pattern += 2;
    return error;
}

static int read_member(const char **pattern, struct regex_set *set)
{
    wchar_t first, last;

    if ((*pattern)[0] == '[' && (*pattern)[1] == ':') {
        *pattern += 2;
        return read_class(pattern, set);
    }
    int error = read_element(pattern, &first);
    if (error != 0)
        return error;
    last = first;
    if ((*pattern)[0] == '-' && (*pattern)[1] != ']' && (*pattern)[1] != '\0') {
        ++*pattern;
        error = read_element(pattern, &last);
    }
    if (error == 0 && last < first)
        error = REG_ERANGE;
    return error != 0 ? error : add_range(set, first, last);
}

int __regex_read_set(struct __regex *program, const char **pattern)
{
    struct regex_set *more = realloc(program->sets, (program->set_count + 1) * sizeof *more);

    if (more == NULL)
        return REG_ESPACE;
    program->sets = more;
    struct regex_set *set = &more[program->set_count++];
    *set = (struct regex_set){.inverted = **pattern == '^'};
    *pattern += set->inverted;
    int error = 0;
    for (const char *start = *pattern; error == 0 && (**pattern != ']' || *pattern == start);)
        error = read_member(pattern, set);
    if (error == 0)
        ++*pattern;
    if (error == 0 && set->inverted && (program->flags & REG_NEWLINE))
        error = add_range(set, '\n', '\n');
    return error;
}

static bool is_member(const struct regex_set *set, wchar_t c)
{
    for (size_t i = 0; i < set->count; i++)
        if (c >= set->ranges[i].first && c <= set->ranges[i].last)
            return true;
    for (unsigned rest = set->classes, type = 0; rest != 0; rest >>= 1, type++)
        if ((rest & 1) && iswctype((wint_t)c, (wctype_t)type))
            return true;
    return false;
}

bool __regex_in_set(const struct regex_set *set, wchar_t c, bool fold)
{
    bool in = is_member(set, c);

    if (fold && !in)
        in = is_member(set, (wchar_t)towlower((wint_t)c)) || is_member(set, (wchar_t)towupper((wint_t)c));
    return in != set->inverted;
}
