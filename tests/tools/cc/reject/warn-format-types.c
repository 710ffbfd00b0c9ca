#include <stddef.h>
int printf(const char *format, ...);
int scanf(const char *format, ...);
void say(int level, const char *format, ...) __attribute__((format(printf, 2, 3)));
void f(int x, long l, long long ll, size_t size, char *s, int *i, double *d, float *g, wchar_t *w, signed char *t)
{
    printf("%d %ld", l, x);
    printf("%lu %zu %td", size, size, size);
    printf("%lld %jd %llx", ll, ll, l);
    printf("%hhd %hd %c %5.*f", x, x, x, x, *d);
    printf("%.*s %s %ls %s", size, s, w, w);
    printf("%Lf %p %p", *d, s, x);
    printf(x ? "%d" : "%s", x);
    printf("%1$d %1$x", x);
    printf(s);
    printf(s, x);
    printf("");
    scanf("%d %ld %hd %hhd", i, i, i, t);
    scanf("%f %lf %f", g, d, d);
    scanf("%s %c %9[a-z] %*d", s, s, s);
    scanf("%ms", s);
    say(1, "%s", x);
    say(1, "%d %d", x);
}
// options: -Wformat=2 -Wall
// 7:22: warning: '%d' does not fit an argument of type 'long' [-Wformat]
// 7:25: warning: '%ld' does not fit an argument of type 'int' [-Wformat]
// 8:27: warning: '%lu' does not fit an argument of type 'unsigned int' [-Wformat]
// 9:37: warning: '%llx' does not fit an argument of type 'long' [-Wformat]
// 11:39: warning: '%s' does not fit an argument of type 'int *' [-Wformat]
// 11:12: warning: no argument is left for '%s' [-Wformat]
// 12:25: warning: '%Lf' does not fit an argument of type 'double' [-Wformat]
// 12:32: warning: '%p' does not fit an argument of type 'int' [-Wformat]
// 13:29: warning: '%s' does not fit an argument of type 'int' [-Wformat]
// 15:12: warning: a format that is no literal, without arguments; write "%s" before it [-Wformat-security]
// 15:12: warning: the format is no literal, it cannot be checked [-Wformat-nonliteral]
// 16:12: warning: the format is no literal, it cannot be checked [-Wformat-nonliteral]
// 17:12: warning: an empty format [-Wformat-zero-length]
// 18:33: warning: '%ld' does not fit an argument of type 'int *' [-Wformat]
// 18:36: warning: '%hd' does not fit an argument of type 'int *' [-Wformat]
// 19:30: warning: '%f' does not fit an argument of type 'double *'; '%lf' reads a double [-Wformat]
// 21:18: warning: '%ms' does not fit an argument of type 'char *' [-Wformat]
// 22:18: warning: '%s' does not fit an argument of type 'int' [-Wformat]
// 23:12: warning: no argument is left for '%d' [-Wformat]
