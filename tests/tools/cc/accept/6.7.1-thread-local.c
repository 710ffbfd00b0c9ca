#include "check.h"
/* Thread-local objects of every kind of declaration: their initial values, their addresses, sizes and alignments. */
_Thread_local int a = 3;
static _Thread_local char text[10] = "peach";
extern _Thread_local int later;
__thread long long wide = 0x123456789ab;
_Thread_local double real;
static _Thread_local struct { short s; int *p; } pair = {7, 0};
_Alignas(16) _Thread_local char aligned[3];
_Thread_local int later = 11;
static int *count(void) { static _Thread_local int n = 40; n++; return &n; }
static int inner(void) { extern _Thread_local int a; return a; }
int main(void)
{
    CHECK(a == 3 && later == 11 && wide == 0x123456789ab && real == 0 && pair.s == 7 && !pair.p && text[4] == 'h');
    pair.p = &a;
    *pair.p += 2;
    real = hide_d(1.5);
    text[0] = 'P';
    CHECK(inner() == 5 && real == 1.5 && text[0] == 'P' && sizeof text == 10 && (unsigned)aligned % 16 == 0);
    CHECK(*count() == 41 && *count() == 42 && count() == count());
    int *p = hide(1) ? &a : &later;
    CHECK(p == &a && &text[hide(9)] - text == 9);
    return 0;
}
