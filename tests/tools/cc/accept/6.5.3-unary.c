/* Address, indirection, sign, complement, not, sizeof, _Alignof. */
#include "check.h"

static int called;

static int touch(void)
{
    called++;
    return 1;
}

int main(void)
{
    int a = hide(5), *p = &a, **pp = &p;
    CHECK(**pp == 5 && &*p == p && *&a == 5);
    CHECK(-a == -5 && +a == 5 && ~a == -6 && !a == 0 && !!a == 1);
    CHECK(-hide(-2147483647 - 1) == -2147483647 - 1);
    CHECK(-hide_ll(1) == -1LL && ~hide_ll(0) == -1LL && !hide_ll(0x100000000LL) == 0 && !hide_ll(0) == 1);
    CHECK(-hide_d(0.0) == 0 && 1 / -hide_d(0.0) < 0 && !hide_d(0.0) && !hide_d(-0.0) && !!hide_d(0.1));
    CHECK(!p == 0 && !(int *)0 == 1);
    CHECK(sizeof touch() == 4 && called == 0);
    int array[7];
    CHECK(sizeof array == 28 && sizeof array / sizeof array[0] == 7 && sizeof &array == 4 && sizeof *array == 4);
    CHECK(&array[7] - array == 7 && &array + 1 == (void *)(array + 7));
    CHECK(_Alignof(short) == 2 && _Alignof(int[5]) == 4 && _Alignof(char) == 1);
    CHECK(sizeof(struct {
              char c;
              int i;
          }) == 8);
    int (*f)(void) = &touch;
    CHECK((*f)() == 1 && (***f)() == 1 && f() == 1 && called == 3);
    unsigned u = 1;
    CHECK(-u == 0xffffffff && ~u == 0xfffffffe);
    return 0;
}
