/* Wide and multibyte characters against the host's, in its UTF-8 locale. */
#define _GNU_SOURCE
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>
#include <wchar.h>
#include <wctype.h>

#include "guest.h"

struct guest_state {
    unsigned words[2];
};

G(size_t, mbrtowc, wchar_t *, const char *, size_t, struct guest_state *);
G(size_t, wcrtomb, char *, wchar_t, struct guest_state *);
G(size_t, mbrtoc16, char16_t *, const char *, size_t, struct guest_state *);
G(size_t, c16rtomb, char *, char16_t, struct guest_state *);
G(size_t, mbstowcs, wchar_t *, const char *, size_t);
G(size_t, wcstombs, char *, const wchar_t *, size_t);
G(size_t, mbsnrtowcs, wchar_t *, const char **, size_t, size_t, struct guest_state *);
G(int, mblen, const char *, size_t);
G(int, swprintf, wchar_t *, size_t, const wchar_t *, ...);
G(int, swscanf, const wchar_t *, const wchar_t *, ...);
G(long, wcstol, const wchar_t *, wchar_t **, int);
G(double, wcstod, const wchar_t *, wchar_t **);
G(wchar_t *, wcscpy, wchar_t *, const wchar_t *);
G(wchar_t *, wcsncpy, wchar_t *, const wchar_t *, size_t);
G(wchar_t *, wcscat, wchar_t *, const wchar_t *);
G(wchar_t *, wcsncat, wchar_t *, const wchar_t *, size_t);
G(wchar_t *, wcschr, const wchar_t *, wchar_t);
G(wchar_t *, wcsrchr, const wchar_t *, wchar_t);
G(wchar_t *, wcsstr, const wchar_t *, const wchar_t *);
G(wchar_t *, wcspbrk, const wchar_t *, const wchar_t *);
G(wchar_t *, wcstok, wchar_t *, const wchar_t *, wchar_t **);
G(size_t, wcsspn, const wchar_t *, const wchar_t *);
G(size_t, wcscspn, const wchar_t *, const wchar_t *);
G(size_t, wcslen, const wchar_t *);
G(int, wcsncmp, const wchar_t *, const wchar_t *, size_t);
G(int, wcscasecmp, const wchar_t *, const wchar_t *);
G(int, wmemcmp, const wchar_t *, const wchar_t *, size_t);
G(int, wcwidth, wchar_t);
G(wint_t, towupper, wint_t);
G(wint_t, towlower, wint_t);
G(int, iswalpha, wint_t);
G(int, iswspace, wint_t);
G(int, iswctype, wint_t, int);
G(int, wctype, const char *);

static int group_setup(void **unused)
{
    (void)unused;
    return setlocale(LC_ALL, "C.UTF-8") == NULL;
}

static void one_sequence(const char *bytes, size_t n)
{
    struct guest_state ours = {{0}};
    mbstate_t theirs = {0};
    wchar_t a = -5, b = -5;

    size_t x = guest_mbrtowc(&a, bytes, n, &ours), y = mbrtowc(&b, bytes, n, &theirs);
    assert_true(x == y && a == b);
}

/* Each pair of bytes alone, and before the ends of longer sequences; a piece at a time. */
static void sequences(void **unused)
{
    char bytes[4] = {0};

    (void)unused;
    for (unsigned i = 0; i < 65536; i++) {
        bytes[0] = (char)(i >> 8);
        bytes[1] = (char)i;
        bytes[2] = (char)0xbf;
        bytes[3] = (char)(i % 7 == 0 ? 0x41 : 0x80);
        /* glibc refuses a sequence at its end, ours as soon as nothing can follow, and what lies beyond Unicode. */
        if (i < 0xf490)
            for (size_t n = i < 0xe000 ? 1 : i < 0xf000 ? 3 : 4; n <= 4; n++)
                one_sequence(bytes, n);
    }
    struct guest_state state = {{0}};
    wchar_t wide = 0;
    assert_true(guest_mbrtowc(&wide, "\xf0", 1, &state) == (size_t)-2);
    assert_true(guest_mbrtowc(&wide, "\x9f\x8d", 2, &state) == (size_t)-2);
    assert_int_equal(guest_mbrtowc(&wide, "\x91!", 2, &state), 1);
    assert_int_equal(wide, 0x1f351);
    assert_true(guest_mbrtowc(&wide, "\xf4\x90", 2, &state) == (size_t)-1);
    assert_true(guest_mbrtowc(&wide, "\xed\xa0", 2, &state) == (size_t)-1);
}

static void code_points(void **unused)
{
    char ours[8], theirs[8];
    wchar_t back;

    (void)unused;
    for (int c = 0; c < 0x110000; c++) {
        mbstate_t none = {0};
        size_t a = guest_wcrtomb(ours, c, NULL), b = wcrtomb(theirs, c, &none);
        assert_int_equal(a, b);
        if (a == (size_t)-1)
            continue;
        assert_memory_equal(ours, theirs, a);
        assert_int_equal(guest_mbrtowc(&back, ours, a, &(struct guest_state){{0}}), c == 0 ? 0 : a);
        assert_int_equal(back, c);
    }
}

static void utf16(void **unused)
{
    struct guest_state state = {{0}};
    char16_t unit = 0;
    char bytes[8];

    (void)unused;
    assert_int_equal(guest_mbrtoc16(&unit, "\xf0\x9f\x8d\x91", 4, &state), 4);
    assert_int_equal(unit, 0xd83c);
    assert_true(guest_mbrtoc16(&unit, "x", 1, &state) == (size_t)-3);
    assert_int_equal(unit, 0xdf51);
    assert_int_equal(guest_mbrtoc16(&unit, "x", 1, &state), 1);
    assert_int_equal(guest_c16rtomb(bytes, 0xd83c, &state), 0);
    assert_int_equal(guest_c16rtomb(bytes, 0xdf51, &state), 4);
    assert_memory_equal(bytes, "\xf0\x9f\x8d\x91", 4);
    assert_true(guest_c16rtomb(bytes, 0xdf51, &state) == (size_t)-1);
    assert_int_equal(guest_c16rtomb(bytes, 'x', &state), 1);
}

static void strings_of_bytes(void **unused)
{
    wchar_t wide[16];
    char bytes[32];
    struct guest_state state = {{0}};
    const char *from = "p\xc3\xaa"
                       "che\xe2\x80";

    (void)unused;
    assert_int_equal(guest_mbstowcs(wide,
                                    "p\xc3\xaa"
                                    "che",
                                    16),
                     5);
    assert_true(wcscmp(wide, L"p\u00eache") == 0);
    assert_int_equal(guest_mbstowcs(NULL,
                                    "p\xc3\xaa"
                                    "che",
                                    0),
                     5);
    assert_int_equal(guest_mbstowcs(wide,
                                    "p\xc3\xaa"
                                    "che",
                                    2),
                     2);
    assert_true(guest_mbstowcs(wide, "p\xc3", 16) == (size_t)-1);
    assert_int_equal(guest_wcstombs(bytes, L"p\u00eache", 32), 6);
    assert_string_equal(bytes, "p\xc3\xaa"
                               "che");
    assert_int_equal(guest_wcstombs(bytes, L"p\u00eache", 2), 1);
    assert_int_equal(guest_mbsnrtowcs(wide, &from, 8, 16, &state), 5);
    assert_true(state.words[0] != 0);
    assert_int_equal(guest_mblen("\xc3\xaa", 2), 2);
    assert_int_equal(guest_mblen("\xc3", 1), -1);
}

static void strings(void **unused)
{
    const wchar_t *text = L"the quick brown fox: \u65e5\u672c";
    wchar_t a[64], *place;

    (void)unused;
    assert_int_equal(guest_wcslen(text), wcslen(text));
    assert_ptr_equal(guest_wcschr(text, L'q'), wcschr(text, L'q'));
    assert_ptr_equal(guest_wcschr(text, 0), wcschr(text, 0));
    assert_null(guest_wcschr(text, L'z'));
    assert_ptr_equal(guest_wcsrchr(text, L'o'), wcsrchr(text, L'o'));
    assert_null(guest_wcsrchr(text, L'z'));
    assert_ptr_equal(guest_wcsstr(text, L"brown"), wcsstr(text, L"brown"));
    assert_null(guest_wcsstr(text, L"brawn"));
    assert_ptr_equal(guest_wcsstr(text, L""), text);
    assert_ptr_equal(guest_wcspbrk(text, L"\u672cxyz"), wcspbrk(text, L"\u672cxyz"));
    assert_int_equal(guest_wcsspn(text, L"eht "), wcsspn(text, L"eht "));
    assert_int_equal(guest_wcscspn(text, L":"), wcscspn(text, L":"));
    assert_ptr_equal(guest_wcscpy(a, L"one,,two"), a);
    guest_wcscat(a, L",three");
    guest_wcsncat(a, L"four", 2);
    assert_true(wcscmp(a, L"one,,two,threefo") == 0);
    assert_true(wcscmp(guest_wcstok(a, L",", &place), L"one") == 0);
    assert_true(wcscmp(guest_wcstok(NULL, L",", &place), L"two") == 0);
    assert_true(wcscmp(guest_wcstok(NULL, L",", &place), L"threefo") == 0);
    assert_null(guest_wcstok(NULL, L",", &place));
    guest_wcsncpy(a, L"ab", 4);
    assert_true(a[0] == L'a' && a[2] == 0 && a[3] == 0);
    assert_true(guest_wcsncmp(L"abc", L"abd", 2) == 0 && guest_wcsncmp(L"abc", L"abd", 3) < 0);
    assert_true(guest_wcscasecmp(L"P\u00caCHE", L"p\u00eache") == 0);
    assert_true(guest_wmemcmp(L"a\0b", L"a\0c", 3) < 0);
}

static void numbers(void **unused)
{
    wchar_t *end;
    const wchar_t *text = L"  -0x1fz", *real = L"1.5e3\u00e9";

    (void)unused;
    assert_int_equal(guest_wcstol(text, &end, 0), -31);
    assert_ptr_equal(end, text + 7);
    assert_true(guest_wcstod(real, &end) == 1500);
    assert_ptr_equal(end, real + 5);
}

#define SAME(...)                                                \
    do {                                                         \
        wchar_t ours[128], theirs[128];                          \
        int a = guest_swprintf(ours, 128, __VA_ARGS__);          \
        assert_int_equal(a, swprintf(theirs, 128, __VA_ARGS__)); \
        assert_true(wcscmp(ours, theirs) == 0);                  \
    } while (0)

static void formats(void **unused)
{
    wchar_t word[16], few[4];
    char narrow[64];
    int number = 0;

    (void)unused;
    SAME(L"%d|%5d|%-5x|%05.1f|%c|%lc", 42, -7, 255, 2.25, 'x', (wint_t)0x65e5);
    SAME(L"[%6ls][%-6ls][%.2ls][%6s][%.2s]", L"p\u00eache", L"p\u00eache", L"\u65e5\u672c\u8a9e", "p\xc3\xaa",
         "p\xc3\xaa"
         "che");
    assert_int_equal(guest_swprintf(few, 4, L"abcd"), -1);
    assert_int_equal(
        guest_snprintf(narrow, sizeof narrow, "[%ls][%.3ls][%lc]", L"p\u00eache", L"\u65e5\u672c", (wint_t)0xea), 17);
    assert_string_equal(narrow, "[p\xc3\xaa"
                                "che][\xe6\x97\xa5][\xc3\xaa]");
    assert_int_equal(guest_swscanf(L"12 \u65e5\u672c rest", L"%d %ls", &number, word), 2);
    assert_int_equal(number, 12);
    assert_true(wcscmp(word, L"\u65e5\u672c") == 0);
}

static void classes(void **unused)
{
    static const char *const names[] = {"alnum", "alpha", "blank", "cntrl", "digit", "graph",
                                        "lower", "print", "punct", "space", "upper", "xdigit"};

    (void)unused;
    for (wint_t c = 0; c < 0x80; c++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            assert_int_equal(!guest_iswctype(c, guest_wctype(names[i])), !iswctype(c, wctype(names[i])));
    assert_int_equal(guest_wctype("vowel"), 0);
    for (wint_t c = 0xa0; c < 0x180; c++) {
        assert_int_equal(!guest_iswalpha(c), !iswalpha(c));
        /* The dotted and dotless i and the long s stay as they are. */
        if (c != 0xb5 && c != 0x130 && c != 0x131 && c != 0x17f) {
            assert_int_equal(guest_towupper(c), towupper(c));
            assert_int_equal(guest_towlower(c), towlower(c));
        }
    }
    for (wint_t c = 0x391; c < 0x3c2; c++)
        assert_int_equal(guest_towlower(c), towlower(c));
    for (wint_t c = 0x400; c < 0x482; c++)
        assert_int_equal(guest_towupper(c), towupper(c));
    for (wint_t c = 0; c < 0x3100; c++)
        assert_int_equal(!guest_iswspace(c), !iswspace(c));
    assert_int_equal(guest_wcwidth(L'a'), 1);
    assert_int_equal(guest_wcwidth(0x65e5), 2);
    assert_int_equal(guest_wcwidth(0x301), 0);
    assert_int_equal(guest_wcwidth(7), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sequences),        cmocka_unit_test(code_points), cmocka_unit_test(utf16),
        cmocka_unit_test(strings_of_bytes), cmocka_unit_test(strings),     cmocka_unit_test(numbers),
        cmocka_unit_test(formats),          cmocka_unit_test(classes),
    };
    return cmocka_run_group_tests(tests, group_setup, NULL);
}
