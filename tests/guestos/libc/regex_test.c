/* Regular expressions against the host's. */
#define _GNU_SOURCE
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest.h"

#define GROUPS 5
#define ROUNDS 4000

struct guest_regex {
    size_t groups;
    void *program;
};
struct guest_match {
    int start, end;
};

/* Bits of the guest's <regex.h>. */
enum {
    GUEST_EXTENDED = 1,
    GUEST_ICASE = 2,
    GUEST_NOSUB = 4,
    GUEST_NEWLINE = 8,
    GUEST_NOTBOL = 1,
    GUEST_NOTEOL = 2,
    GUEST_STARTEND = 4
};

G(int, regcomp, struct guest_regex *, const char *, int);
G(int, regexec, const struct guest_regex *, const char *, size_t, struct guest_match *, int);
G(size_t, regerror, int, const struct guest_regex *, char *, size_t);
G(void, regfree, struct guest_regex *);

static int group_setup(void **unused)
{
    (void)unused;
    return 0;
}

/* One text: the whole match is the host's, and the groups too, where asked for. */
static void one_text(const char *pattern, const char *text, const struct guest_regex *ours, const regex_t *theirs,
                     size_t groups)
{
    struct guest_match a[GROUPS];
    regmatch_t b[GROUPS];
    int x = guest_regexec(ours, text, GROUPS, a, 0), y = regexec(theirs, text, GROUPS, b, 0);

    if (x != y)
        fail_msg("'%s' in '%s': %d, should be %d", pattern, text, x, y);
    for (size_t i = 0; x == 0 && i < groups; i++)
        if (a[i].start != b[i].rm_so || a[i].end != b[i].rm_eo)
            fail_msg("'%s' in '%s': group %zu is %d..%d, should be %d..%d", pattern, text, i, a[i].start, a[i].end,
                     b[i].rm_so, b[i].rm_eo);
}

static void one_pattern(const char *pattern, bool extended, size_t groups, const char *const *texts, size_t count)
{
    struct guest_regex ours;
    regex_t theirs;
    int x = guest_regcomp(&ours, pattern, extended ? GUEST_EXTENDED : 0),
        y = regcomp(&theirs, pattern, extended ? REG_EXTENDED : 0);

    if ((x == 0) != (y == 0))
        fail_msg("'%s': %d, should be %d", pattern, x, y);
    for (size_t i = 0; x == 0 && i < count; i++)
        one_text(pattern, texts[i], &ours, &theirs, groups);
    if (x == 0)
        guest_regfree(&ours);
    if (y == 0)
        regfree(&theirs);
}

static const char *const texts[] = {
    "",          "a",           "b",     "ab",         "abc",         "aabbcc",    "abab",   "xaby",     "foo.bar",
    "a1b22c333", "  two words", "[x]",   "a*b",        "a\\b",        "abcabcabc", "zzzzab", "A-B_c",    "(a)",
    "a{2}",      "2026-11-21",  "aa|bb", "\tindented", "the the end", "x=1;y=2",   "^$",     "a\nb\nabc"};
#define TEXTS (sizeof texts / sizeof *texts)

static const char *const basic[] = {"a",
                                    "a*",
                                    "^a",
                                    "b$",
                                    "^ab*c$",
                                    "[a-c]*",
                                    "[^a]",
                                    "\\(ab\\)*",
                                    "\\(a\\)\\(b\\)",
                                    "a\\{2\\}",
                                    "a\\{1,2\\}b",
                                    "\\(.\\)\\1",
                                    "*a",
                                    "\\(*a\\)",
                                    "a\\|b",
                                    "a\\+b",
                                    "ab\\?c",
                                    "\\.",
                                    "[]x]",
                                    "[[:digit:]]\\{1,\\}",
                                    "\\<w",
                                    "s\\>",
                                    "\\bwo",
                                    "\\w*",
                                    "a^b",
                                    "a$b",
                                    "\\(^a\\)",
                                    "\\([a-z]*\\) \\1",
                                    "x\\{0\\}a",
                                    "[a\\]",
                                    "\\(a*\\)*",
                                    "[[:space:][:upper:]]"};
static const char *const extended[] = {"a|b",
                                       "(a|ab)c",
                                       "(ab)+",
                                       "a{2}",
                                       "a{1,2}b",
                                       "(a)(b)?(c)",
                                       "^(a|b)*$",
                                       "[0-9]+-[0-9]+",
                                       "([0-9]+)-([0-9]+)-([0-9]+)",
                                       "()",
                                       "a||b",
                                       "(a*)+",
                                       "(a*)*b",
                                       "x?y?",
                                       "\\(a\\)",
                                       "\\$",
                                       "(^|;)y",
                                       "(.)\\1",
                                       "\\bthe\\b",
                                       ".*",
                                       "(a|b|c)+",
                                       "a.c",
                                       "(foo|bar)",
                                       "[^a-z]+",
                                       "((a)b)*",
                                       "a{0}b",
                                       "(ab|a)(bc)?",
                                       "(a?){3}"};

static void chosen(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof basic / sizeof *basic; i++)
        one_pattern(basic[i], false, 2, texts, TEXTS);
    for (size_t i = 0; i < sizeof extended / sizeof *extended; i++)
        one_pattern(extended[i], true, 1, texts, TEXTS);
    one_pattern("([0-9]+)-([0-9]+)-([0-9]+)", true, 4, texts, TEXTS);
    one_pattern("(a)(b)?(c)", true, 4, texts, TEXTS);
}

static void errors(void **unused)
{
    static const struct {
        const char *pattern;
        bool extended;
        const char *says;
    } bad[] = {
        {"(", true, "( without )"},
        {"\\(a", false, "( without )"},
        {"a\\)", false, "( without )"},
        {"[a", true, "[ without ]"},
        {"[[:vowel:]]", true, "unknown character class"},
        {"[b-a]", true, "invalid end of a range"},
        {"a{2", true, "{ without }"},
        {"a{3,2}", true, "invalid number of repetitions"},
        {"*a", true, "nothing before a repetition"},
        {"a\\", true, "backslash at the end"},
        {"(a)\\2", true, "reference to a group that is not there"},
        {"((((((a{255}){255}){255}){255}){255}){255})", true, "out of memory"},
    };
    struct guest_regex regex;
    char text[64];

    (void)unused;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int error = guest_regcomp(&regex, bad[i].pattern, bad[i].extended ? GUEST_EXTENDED : 0);
        assert_int_not_equal(error, 0);
        guest_regerror(error, &regex, text, sizeof text);
        assert_string_equal(text, bad[i].says);
    }
    assert_int_equal(guest_regerror(8, &regex, text, 4), 12);
    assert_string_equal(text, "( w");
}

static void flags(void **unused)
{
    struct guest_regex regex;
    struct guest_match match[2] = {{3, 6}};

    (void)unused;
    assert_int_equal(guest_regcomp(&regex, "^b.*$", GUEST_NEWLINE | GUEST_ICASE), 0);
    assert_int_equal(guest_regexec(&regex, "a\nBc\nd", 2, match, 0), 0);
    assert_int_equal(match[0].start, 2);
    assert_int_equal(match[0].end, 4);
    assert_int_equal(guest_regexec(&regex, "b", 0, NULL, GUEST_NOTBOL), 1);
    guest_regfree(&regex);
    assert_int_equal(guest_regcomp(&regex, "^d", GUEST_EXTENDED | GUEST_NOSUB), 0);
    match[0] = (struct guest_match){3, 6};
    assert_int_equal(guest_regexec(&regex, "abcdef", 2, match, GUEST_STARTEND), 0);
    guest_regfree(&regex);
    assert_int_equal(guest_regcomp(&regex, "p\xc3\xaa.[\xc3\xa0-\xc3\xbf]$", GUEST_ICASE), 0);
    assert_int_equal(guest_regexec(&regex, "P\xc3\x8ax\xc3\xa9", 1, match, 0), 0);
    assert_int_equal(guest_regexec(&regex, "p\xc3\xaa\xff\xc3\xa9", 1, match, 0), 0);
    guest_regfree(&regex);
}

static unsigned next(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

/* Random expressions over a and b without ambiguous groups: the whole match. */
static void random_patterns(void **unused)
{
    static const char *const pieces[] = {"a", "b", ".", "[ab]", "[^a]", "(a|b)", "(ab|a)", "(a*b)", "(b|bb)", "x"};
    static const char *const suffixes[] = {"", "", "", "*", "+", "?", "{2}", "{1,2}"};
    unsigned state = 5;

    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        char pattern[128] = "", words[4][16];
        const char *list[4];
        for (unsigned n = 1 + next(&state) % 5; n > 0; n--) {
            strcat(pattern, pieces[next(&state) % 10]);
            strcat(pattern, suffixes[next(&state) % 8]);
            if (n > 1 && next(&state) % 8 == 0)
                strcat(pattern, "|");
        }
        for (int i = 0; i < 4; i++) {
            unsigned length = next(&state) % 12;
            for (unsigned k = 0; k < length; k++)
                words[i][k] = "abax"[next(&state) % 4];
            words[i][length] = '\0';
            list[i] = words[i];
        }
        one_pattern(pattern, true, 1, list, 4);
    }
}

/* What takes exponential time by trying one way after the other. */
static void time_is_bounded(void **unused)
{
    struct guest_regex regex;
    char text[2001];

    (void)unused;
    memset(text, 'a', 2000);
    text[2000] = '\0';
    assert_int_equal(guest_regcomp(&regex, "((a*)*)*b|(a|a)*c|(a?){60}d", GUEST_EXTENDED), 0);
    assert_int_equal(guest_regexec(&regex, text, 0, NULL, 0), 1);
    guest_regfree(&regex);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chosen),          cmocka_unit_test(errors),          cmocka_unit_test(flags),
        cmocka_unit_test(random_patterns), cmocka_unit_test(time_is_bounded),
    };
    return cmocka_run_group_tests(tests, group_setup, NULL);
}
