// options: -Wall -Wextra
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct fields { unsigned three : 3; int two : 2; } fields = {9, 2};
int table[2][2] = {1, 2, 3, 4}, zeros[2][2] = {0};
int small[2] = {1, 2, 3};
int never(int *p) __attribute__((nonnull));
int never(int *p)
{
    return p == 0 || !p;
}
int f(int a, unsigned u, const char *s)
{
    char buffer[4];
    int x = 0, *p = 0;
    if (a & 1 == 0)
        x++;
    x += 1 < a < 3;
    x += a == 1 == u;
    x += a | u & 3;
    x += a & u + 1;
    x += !a & u;
    if (x << 1)
        x++;
    if (a ? 3 : 4)
        x++;
    fields.three = 8;
    fields.two = -2;
    printf("%1$d %2$s\n", a, a);
    printf("%z\n", a);
    printf(NULL);
    x += strlen(NULL);
    memcpy(NULL, s, 3);
    strcpy(buffer, "hello");
    memset(buffer, 0, 5);
    memset(buffer, 0, 4);
    if (a)
        if (u)
            x = 2;
        else
            x = 3;
    x += abs(u);
    return x + *p;
}
int quiet(int a, unsigned u, char *s)
{
    int unset;
    (void)unset;
    switch (a) {
    case 1:
        do {
            if (u)
                return 1;
            return 2;
        } while (0);
    case 2: a = 3; break;
    }
    s = strchr(++s, 'x');
    printf("%1$d %1$x %2$s\n", a, s);
    return (a & 1) == 0 && (a | (int)(u & 3)) && u == !a && (a < 3) == (u < 3);
}
// 5:62: warning: 9 becomes 1 in a bit-field of 3 bits [-Woverflow]
// 5:65: warning: 2 becomes -2 in a bit-field of 2 bits [-Woverflow]
// 6:20: warning: braces around this part are missing [-Wmissing-braces]
// 7:23: warning: more initializers than the array has elements [-Wexcess-initializers]
// 11:14: warning: 'p' is declared never to be null [-Wnonnull-compare]
// 11:23: warning: 'p' is declared never to be null [-Wnonnull-compare]
// 17:11: warning: comparison within '&'; add parentheses [-Wparentheses]
// 19:16: warning: 'a < b < c' does not compare three values; write 'a < b && b < c' [-Wparentheses]
// 19:16: warning: a truth value is compared with 3: always true [-Wbool-compare]
// 20:17: warning: comparison within '=='; add parentheses [-Wparentheses]
// 21:12: warning: '&' within '|'; add parentheses [-Wparentheses]
// 22:12: warning: '+' or '-' within '&'; add parentheses [-Wparentheses]
// 23:13: warning: '!' goes with the left operand of '&' only; add parentheses [-Wparentheses]
// 24:11: warning: '<<' as a condition; is '<' meant? write '!= 0' if not [-Wint-in-bool-context]
// 26:11: warning: the numbers of '?:' as a condition: always true [-Wint-in-bool-context]
// 28:20: warning: 8 becomes 0 in a bit-field of 3 bits [-Woverflow]
// 30:30: warning: '%2$s' does not fit an argument of type 'int' [-Wformat]
// 31:12: warning: no conversion '%z' [-Wformat]
// 31:20: warning: the format does not use this argument [-Wformat-extra-args]
// 32:12: warning: argument 1 of 'printf' must not be null [-Wnonnull]
// 33:17: warning: argument 1 of 'strlen' must not be null [-Wnonnull]
// 34:12: warning: argument 1 of 'memcpy' must not be null [-Wnonnull]
// 35:12: warning: 'strcpy' writes 6 bytes into an array of 4 [-Wstringop-overflow]
// 36:12: warning: 'memset' writes 5 bytes into an array of 4 [-Wstringop-overflow]
// 38:5: warning: which 'if' the 'else' belongs to is not clear; add { } [-Wdangling-else]
// 43:14: warning: 'abs' of a 'unsigned int', which is never negative [-Wabsolute-value]
