/* printf and scanf against the host's. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest.h"

#define LINE           2048
#define RANDOM_DOUBLES 3000

static uint64_t state = 88172645463325252u;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

#define SAME(...)                                               \
    do {                                                        \
        char ours[LINE], theirs[LINE];                          \
        int a = guest_snprintf(ours, sizeof ours, __VA_ARGS__); \
        int b = snprintf(theirs, sizeof theirs, __VA_ARGS__);   \
        assert_string_equal(ours, theirs);                      \
        assert_int_equal(a, b);                                 \
    } while (0)

/* The compiler cannot check a format that is put together. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat"

static void integers(void **unused)
{
    static const char *const flags[] = {"", "-", "0", "+", " ", "#", "#0", "-+", "+0", "# "};
    static const char *const widths[] = {"", "1", "7", "25", ".0", ".3", "12.5", ".20"};
    static const char letters[] = "diouxX";
    static const long long values[] = {0,
                                       1,
                                       -1,
                                       9,
                                       10,
                                       255,
                                       -128,
                                       65536,
                                       2147483647,
                                       -2147483648LL,
                                       4294967295LL,
                                       INT64_MAX,
                                       INT64_MIN,
                                       1000000000000000000LL};
    char format[32];

    (void)unused;
    for (size_t f = 0; f < sizeof flags / sizeof *flags; f++)
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
            for (const char *c = letters; *c != '\0'; c++)
                for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
                    snprintf(format, sizeof format, "[%%%s%s%c]", flags[f], widths[w], *c);
                    SAME(format, (int)values[v]);
                    snprintf(format, sizeof format, "[%%%s%sll%c]", flags[f], widths[w], *c);
                    SAME(format, values[v]);
                    snprintf(format, sizeof format, "[%%%s%shh%c]", flags[f], widths[w], *c);
                    SAME(format, (int)values[v]);
                }
}

static void texts(void **unused)
{
    int here = 0, count = 0;
    char buffer[LINE];

    (void)unused;
    SAME("plain");
    SAME("%s|%10s|%-10s|%.2s|%c|%%|%5c|%-5c|", "text", "text", "text", "text", 'x', 'y', 'z');
    SAME("%*d|%-*d|%.*f|%*.*s", 5, 3, 5, 3, 2, 1.25, 8, 2, "abc");
    SAME("%*d|", -6, 42);
    SAME("%zu %td %jd %ld %hd", (size_t)5, (ptrdiff_t)-5, (intmax_t)7, 99L, (short)-3);
    guest_snprintf(buffer, sizeof buffer, "abc%n", &count);
    snprintf(buffer, sizeof buffer, "abc%n", &here);
    assert_int_equal(count, here);
    assert_int_equal(guest_snprintf(buffer, 4, "%s", "too long"), 8);
    assert_string_equal(buffer, "too");
    assert_int_equal(guest_snprintf(NULL, 0, "%d", 12345), 5);
    assert_int_equal(guest_snprintf(buffer, sizeof buffer, "%y"), -1);
    guest_snprintf(buffer, sizeof buffer, "%s", (char *)NULL);
    assert_string_equal(buffer, "(null)");
    /* glibc 2.36 forgets the zeros of the second. */
    guest_snprintf(buffer, sizeof buffer, "%#g %#g %#.3g", 1.5, 999999.5, 0.0);
    assert_string_equal(buffer, "1.50000 1.00000e+06 0.00");
}

static void check_double(double value)
{
    static const char *const formats[] = {"%f",   "%e",    "%g",     "%a",      "%.0f",     "%.1f",    "%.3e",
                                          "%.0e", "%.17g", "%+.15g", "%30.10f", "%-30.4e|", "%030.3f", "%.40f",
                                          "%.3a", "%.0a",  "%G",     "%E",      "%A",       "%#.0f",   "%#.0e",
                                          "% g",  "%.1g",  "%.100e", "%.0g"};

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        /* glibc writes a subnormal's %a with another exponent, and NaN's sign. */
        if ((strchr(formats[i], 'a') || strchr(formats[i], 'A')) && (fabs(value) < DBL_MIN || isnan(value)))
            continue;
        if (!isnan(value))
            SAME(formats[i], value);
    }
}

static void doubles(void **unused)
{
    static const double values[] = {0.0,       -0.0,          1.0,      0.1,    0.5,
                                    1.5,       2.5,           0.25,     1e15,   1e16,
                                    1e17,      123456789.125, 9.995,    0.0001, 0.00001,
                                    99999.95,  999999.5,      1e22,     1e23,   1e100,
                                    1e308,     DBL_MAX,       DBL_MIN,  5e-324, 0x1.fffffffffffffp-1023,
                                    1.0 / 3,   2.0 / 3,       9.5,      10.5,   1e-5,
                                    9.9999e-5, HUGE_VAL,      -HUGE_VAL};

    (void)unused;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        check_double(values[i]);
    for (int i = 0; i < RANDOM_DOUBLES; i++) {
        uint64_t bits = next();
        double value;
        memcpy(&value, &bits, sizeof value);
        check_double(value);
        check_double((double)(int64_t)next() / 1024.0 / (double)(1 << (next() & 15)));
    }
}

static void one_number(const char *text)
{
    char *ours_end, *theirs_end;
    double ours = guest_strtod(text, &ours_end), theirs = strtod(text, &theirs_end);

    if (!isnan(theirs))
        assert_memory_equal(&ours, &theirs, sizeof ours);
    assert_ptr_equal(ours_end, theirs_end);
    float ours_f = guest_strtof(text, &ours_end), theirs_f = strtof(text, &theirs_end);
    if (!isnan(theirs_f))
        assert_memory_equal(&ours_f, &theirs_f, sizeof ours_f);
}

static void numbers_from_text(void **unused)
{
    static const char *const texts[] = {"0",
                                        "-0",
                                        "1",
                                        "+1.5e3",
                                        "  12.75x",
                                        ".5",
                                        "5.",
                                        ".",
                                        "e5",
                                        "1e",
                                        "1e+",
                                        "1e-5",
                                        "inf",
                                        "-Infinity",
                                        "nan",
                                        "nan(12)",
                                        "0x1p3",
                                        "0x.8",
                                        "0x1.8p-1074",
                                        "0x",
                                        "0xg",
                                        "1e400",
                                        "-1e400",
                                        "1e-400",
                                        "4.9e-324",
                                        "2.4703282292062327e-324",
                                        "2.4703282292062328e-324",
                                        "2.2250738585072011e-308",
                                        "2.2250738585072014e-308",
                                        "1.7976931348623157e308",
                                        "1.7976931348623159e308",
                                        "9007199254740993",
                                        "9007199254740992.999999999999999999",
                                        "123456789012345678901234567890",
                                        "0.000000000000000000000000000000000000000000001",
                                        "1e22",
                                        "1e23",
                                        "8.5e22",
                                        "0x1.00000000000008p0",
                                        "0x1.000000000000080000001p0",
                                        "179769313486231580793e289",
                                        "0.3e-323",
                                        "1e00000000000000000000001",
                                        "1e99999999999999999999",
                                        "16777217",
                                        "16777219",
                                        "3.4028235677973366e38",
                                        "7.006492321624085e-46",
                                        "infinit",
                                        "1.5.5"};
    char text[900], digits[800];

    (void)unused;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        one_number(texts[i]);
    for (int i = 0; i < RANDOM_DOUBLES; i++) {
        uint64_t bits = next();
        double value;
        memcpy(&value, &bits, sizeof value);
        snprintf(text, sizeof text, "%.*g", (int)(next() % 25) + 1, value);
        one_number(text);
        snprintf(text, sizeof text, "%llu.%llue%d", (unsigned long long)next(), (unsigned long long)next(),
                 (int)(next() % 700) - 350);
        one_number(text);
    }
    /* Exactly between two doubles, and a little beside it, with hundreds of digits. */
    snprintf(digits, sizeof digits, "%.760f", 0x1.0000000000001p-1000 * 1.0);
    one_number(digits);
    snprintf(text, sizeof text, "%.60f", 1.0 + DBL_EPSILON / 2);
    one_number("1.00000000000000011102230246251565404236316680908203125");
    one_number("1.00000000000000011102230246251565404236316680908203124");
    one_number("1.00000000000000011102230246251565404236316680908203126");
}

static void integers_from_text(void **unused)
{
    static const char *const texts[] = {"0",
                                        "12",
                                        "-12",
                                        "+7",
                                        "  9",
                                        "0x1f",
                                        "0X",
                                        "0x",
                                        "077",
                                        "08",
                                        "z",
                                        "-",
                                        "",
                                        "zz",
                                        "9223372036854775807",
                                        "9223372036854775808",
                                        "-9223372036854775808",
                                        "-9223372036854775809",
                                        "18446744073709551615",
                                        "18446744073709551616",
                                        "99999999999999999999999",
                                        "-1",
                                        "1 2"};
    static const int bases[] = {0, 2, 8, 10, 16, 36};

    (void)unused;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t b = 0; b < sizeof bases / sizeof *bases; b++) {
            char *a, *z;
            assert_true(guest_strtoll(texts[i], &a, bases[b]) == strtoll(texts[i], &z, bases[b]));
            assert_ptr_equal(a, z);
            assert_true(guest_strtoull(texts[i], &a, bases[b]) == strtoull(texts[i], &z, bases[b]));
            assert_ptr_equal(a, z);
        }
    assert_int_equal(guest_strtol("1", NULL, 1), 0);
    assert_int_equal(guest_errno, 22);
}

#define SCAN(text, format, ...)                                        \
    do {                                                               \
        memset(ours, 0, sizeof ours);                                  \
        memset(theirs, 0, sizeof theirs);                              \
        int a = guest_sscanf(text, format, ours[0], ours[1], ours[2]); \
        int b = sscanf(text, format, theirs[0], theirs[1], theirs[2]); \
        assert_int_equal(a, b);                                        \
        assert_memory_equal(ours, theirs, sizeof ours);                \
    } while (0)

static void scans(void **unused)
{
    char ours[3][64], theirs[3][64];

    (void)unused;
    SCAN("12 34 56", "%d %d %d");
    SCAN("  -7,0x1f", "%d,%i");
    SCAN("abc def", "%s %s");
    SCAN("abcdef", "%3s%s");
    SCAN("key=value;", "%[^=]=%[^;]");
    SCAN("3.5e2 inf 1", "%lf %lf %f");
    SCAN("", "%d");
    SCAN("x", "%d");
    SCAN("  ", "%s");
    SCAN("12abc", "%d%s");
    SCAN("a-b", "%[a-z]-%c");
    SCAN("99 bottles", "%*d %s");
    SCAN("12345", "%2d%2d%d");
    SCAN("7 %", "%d %%%n");
    SCAN("ab", "%c%c%c");
    SCAN("0x", "%s");
    SCAN("-0", "%lf");
    SCAN("1e5x", "%lf%c");
    SCAN("12", "%hhd");
    SCAN("123456789012", "%lld");
    SCAN("]x", "%[]x]");
}

struct file;
G(struct file *, open_memstream, char **, size_t *);
G(struct file *, fmemopen, void *, size_t, const char *);
G(int, fprintf, struct file *, const char *, ...);
G(int, fscanf, struct file *, const char *, ...);
G(int, fputs, const char *, struct file *);
G(char *, fgets, char *, int, struct file *);
G(int, getc, struct file *);
G(int, ungetc, int, struct file *);
G(int, fseek, struct file *, long, int);
G(long, ftell, struct file *);
G(size_t, fread, void *, size_t, size_t, struct file *);
G(size_t, fwrite, const void *, size_t, size_t, struct file *);
G(int, feof, struct file *);
G(int, setvbuf, struct file *, char *, int, size_t);
G(int, fclose, struct file *);

static void growing_stream(void **unused)
{
    char *text;
    size_t length;
    struct file *stream = guest_open_memstream(&text, &length);

    (void)unused;
    assert_non_null(stream);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(guest_fprintf(stream, "%03d,", i), 4);
    assert_int_equal(length, 4000);
    assert_memory_equal(text, "000,001,", 8);
    assert_string_equal(text + 3992, "998,999,");
    assert_int_equal(guest_fclose(stream), 0);
    guest_free(text);
}

static void fixed_stream(void **unused)
{
    char area[32] = "one two\nthree\n", line[32];
    struct file *stream = guest_fmemopen(area, 14, "r");
    int number;

    (void)unused;
    assert_string_equal(guest_fgets(line, sizeof line, stream), "one two\n");
    assert_int_equal(guest_getc(stream), 't');
    assert_int_equal(guest_ungetc('T', stream), 'T');
    assert_int_equal(guest_fread(line, 1, 3, stream), 3);
    assert_memory_equal(line, "Thr", 3);
    assert_int_equal(guest_ftell(stream), 11);
    assert_int_equal(guest_fseek(stream, -3, SEEK_CUR), 0);
    assert_int_equal(guest_getc(stream), 't');
    assert_int_equal(guest_fread(line, 1, 30, stream), 5);
    assert_true(guest_feof(stream));
    assert_int_equal(guest_fclose(stream), 0);
    stream = guest_fmemopen(area, 8, "w+");
    assert_int_equal(guest_fputs("42 x", stream), 0);
    assert_int_equal(guest_fseek(stream, 0, SEEK_SET), 0);
    assert_int_equal(guest_fscanf(stream, "%d", &number), 1);
    assert_int_equal(number, 42);
    assert_int_equal(guest_fclose(stream), 0);
    stream = guest_fmemopen(area, 4, "w");
    guest_setvbuf(stream, NULL, _IONBF, 0);
    assert_int_equal(guest_fwrite("abcdef", 1, 6, stream), 4);
    guest_fclose(stream);
    assert_memory_equal(area, "abcd", 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers),
        cmocka_unit_test(texts),
        cmocka_unit_test(doubles),
        cmocka_unit_test(numbers_from_text),
        cmocka_unit_test(integers_from_text),
        cmocka_unit_test(scans),
        cmocka_unit_test(growing_stream),
        cmocka_unit_test(fixed_stream),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
