/* _Alignas and _Alignof. */
#include "check.h"

static _Alignas(64) char global;
static _Alignas(double) char as_double[3];
struct wide {
    char c;
    _Alignas(16) int i;
};

int main(void)
{
    CHECK(((unsigned long)&global & 63) == 0);
    CHECK(((unsigned long)as_double & (_Alignof(double) - 1)) == 0);
    CHECK(_Alignof(struct wide) == 16 && sizeof(struct wide) == 32 && __builtin_offsetof(struct wide, i) == 16);
    _Alignas(8) char local[5];
    char between;
    _Alignas(8) char other;
    between = local[0] = other = 1;
    CHECK(((unsigned long)local & 7) == 0 && ((unsigned long)&other & 7) == 0 && between == 1);
    CHECK(_Alignof(int) == 4 && _Alignof(char[9]) == 1);
    return 0;
}
