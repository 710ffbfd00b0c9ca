/* Strings, memory and patterns against the host's. */
#define _GNU_SOURCE
#include <ctype.h>
#include <fnmatch.h>
#include <string.h>
#include <strings.h>

#include "guest.h"

static int sign(int value)
{
    return (value > 0) - (value < 0);
}

static void memory(void **unused)
{
    unsigned char ours[200], theirs[200], from[200];

    (void)unused;
    for (size_t i = 0; i < sizeof from; i++)
        from[i] = (unsigned char)(i * 7 + 3);
    for (size_t to = 0; to < 9; to++)
        for (size_t at = 0; at < 9; at++)
            for (size_t n = 0; n < 80; n += n < 20 ? 1 : 13) {
                memset(ours, 0xee, sizeof ours);
                memset(theirs, 0xee, sizeof theirs);
                assert_ptr_equal(guest_memcpy(ours + to, from + at, n), ours + to);
                memcpy(theirs + to, from + at, n);
                assert_memory_equal(ours, theirs, sizeof ours);
                guest_memmove(ours + at, ours + to, n);
                memmove(theirs + at, theirs + to, n);
                assert_memory_equal(ours, theirs, sizeof ours);
                guest_memset(ours + at, (int)n, n);
                memset(theirs + at, (int)n, n);
                assert_memory_equal(ours, theirs, sizeof ours);
                assert_int_equal(sign(guest_memcmp(ours + to, from + at, n)), sign(memcmp(ours + to, from + at, n)));
                assert_ptr_equal(guest_memchr(ours, from[at], n), memchr(ours, from[at], n));
            }
    assert_ptr_equal(guest_memmem("abcabd", 6, "abd", 3) == NULL, 0);
    assert_null(guest_memmem("abc", 3, "abcd", 4));
}

static void strings(void **unused)
{
    static const char *const texts[] = {"",       "a",        "ab", "abc", "abcabc", "xyz", "hello, world",
                                        "aaaaab", "\xff\x80", "ABC"};
    const size_t count = sizeof texts / sizeof *texts;
    char ours[64], theirs[64];

    (void)unused;
    for (size_t i = 0; i < count; i++) {
        const char *a = texts[i];
        assert_int_equal(guest_strlen(a), strlen(a));
        for (size_t j = 0; j < count; j++) {
            const char *b = texts[j];
            assert_int_equal(sign(guest_strcmp(a, b)), sign(strcmp(a, b)));
            assert_int_equal(sign(guest_strcasecmp(a, b)), sign(strcasecmp(a, b)));
            assert_ptr_equal(guest_strstr(a, b), strstr(a, b));
            assert_int_equal(guest_strspn(a, b), strspn(a, b));
            assert_int_equal(guest_strcspn(a, b), strcspn(a, b));
            assert_ptr_equal(guest_strpbrk(a, b), strpbrk(a, b));
            assert_ptr_equal(guest_strchr(a, *b), strchr(a, *b));
            assert_ptr_equal(guest_strrchr(a, *b), strrchr(a, *b));
            for (size_t n = 0; n < 8; n++) {
                assert_int_equal(sign(guest_strncmp(a, b, n)), sign(strncmp(a, b, n)));
                memset(ours, 1, sizeof ours);
                memset(theirs, 1, sizeof theirs);
                guest_strncat(guest_strcpy(ours, a), b, n);
                strncat(strcpy(theirs, a), b, n);
                guest_strncpy(ours + 40, b, n);
                strncpy(theirs + 40, b, n);
                assert_memory_equal(ours, theirs, sizeof ours);
            }
        }
    }
    char list[] = ",a,,b;c", *next = NULL;
    assert_string_equal(guest_strtok_r(list, ",;", &next), "a");
    assert_string_equal(guest_strtok_r(NULL, ",;", &next), "b");
    assert_string_equal(guest_strtok_r(NULL, ",;", &next), "c");
    assert_null(guest_strtok_r(NULL, ",;", &next));
    assert_string_equal(guest_strerror(2), "No such file or directory");
    assert_string_equal(guest_strerror(-5), "Unknown error -5");
}

static void characters(void **unused)
{
    (void)unused;
    for (int c = -1; c < 128; c++) {
        assert_int_equal(!guest_isalnum(c), !isalnum(c));
        assert_int_equal(!guest_isspace(c), !isspace(c));
        assert_int_equal(!guest_ispunct(c), !ispunct(c));
        assert_int_equal(guest_tolower(c), tolower(c));
    }
}

static void patterns(void **unused)
{
    static const char *const patterns[] = {
        "*",  "?",    "a*", "*c",  "a*c", "*b*", "[a-c]*", "[!a]*", "[^a]",         "a\\*",         "*.c",
        ".*", "[]x]", "[a", "*/*", "a/b", "a?b", "**",     "",      "[[:digit:]]*", "?[[:alpha:]]", "*a*b*c"};
    static const char *const texts[] = {"",   "a", "b",  "abc", "ac",   "a*",  "x.c",
                                        ".c", "]", "[a", "a/b", "a/.b", "7up", "aXbYc"};

    (void)unused;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) {
            assert_int_equal(guest_fnmatch(patterns[i], texts[j], 0), fnmatch(patterns[i], texts[j], 0));
            /* FNM_PATHNAME and FNM_PERIOD have these numbers in our header. */
            assert_int_equal(guest_fnmatch(patterns[i], texts[j], 1), fnmatch(patterns[i], texts[j], FNM_PATHNAME));
            assert_int_equal(guest_fnmatch(patterns[i], texts[j], 2), fnmatch(patterns[i], texts[j], FNM_PERIOD));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory), cmocka_unit_test(strings),
                                       cmocka_unit_test(characters), cmocka_unit_test(patterns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
