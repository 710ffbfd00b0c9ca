/* Ranges of elements: one value for many, computed once. */
#include "check.h"
struct p { short a; char b; };
static int s[100] = {[0 ... 99] = 7, [50] = 1};
static int m[4][5] = {[0 ... 3] = {[0 ... 4] = 9}, [2] = {1, 2}};
static struct p ps[40] = {[2 ... 39] = {3, 4}};
static const char *names[30] = {[0 ... 29] = "x"};
static char text[3][4] = {[0 ... 2] = "abc"};
static int after[] = {[0 ... 3] = 1, 2, 3};
static int calls;
static int next(void) { return ++calls; }
int main(void)
{
    int l[100] = {[0 ... 98] = next(), [50] = 1}, k[3][40] = {[0 ... 2] = {[1 ... 39] = 5}};
    struct p q[50] = {[0 ... 49] = {6, 7}};
    char t[20][4] = {[0 ... 19] = "ab"};
    short sh[33] = {[1 ... 32] = 3};
    CHECK(s[0] == 7 && s[99] == 7 && s[50] == 1 && m[0][4] == 9 && m[3][0] == 9 && m[2][1] == 2 && m[2][2] == 0);
    CHECK(ps[0].a == 0 && ps[2].b == 4 && ps[39].a == 3 && names[29][0] == 'x' && text[2][2] == 'c' && sizeof after == 24 && after[5] == 3);
    CHECK(calls == 1 && l[0] == 1 && l[98] == 1 && l[99] == 0 && l[50] == 1 && k[2][0] == 0 && k[2][39] == 5 && k[0][1] == 5);
    CHECK(q[49].a == 6 && q[0].b == 7 && t[19][1] == 'b' && t[0][2] == 0 && sh[0] == 0 && sh[32] == 3);
    return 0;
}
