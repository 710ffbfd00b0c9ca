/* 64-bit division by way of 32-bit division. */
#include "runtime.h"

struct division {
    uwide quotient, remainder;
};

static word high(uwide a)
{
    return (word)(a >> 32);
}

static uwide join(word hi, word lo)
{
    return (uwide)hi << 32 | lo;
}

/* hi:lo / d for hi < d and d with its top bit set: two digits of 16 bits (Knuth, volume 2, 4.3.1, algorithm D). */
static word divide_normal(word hi, word lo, word d, word *remainder)
{
    word d1 = d >> 16, d0 = d & 0xffff, quotient = 0;
    for (int digit = 0; digit < 2; digit++) {
        word next = digit == 0 ? lo >> 16 : lo & 0xffff;
        word q = hi / d1, r = hi % d1;
        while (q >= 0x10000 || q * d0 > (r << 16 | next)) {
            q--;
            r += d1;
            if (r >= 0x10000)
                break;
        }
        hi = (hi << 16 | next) - q * d;
        quotient = quotient << 16 | q;
    }
    *remainder = hi;
    return quotient;
}

/* The divisor fits a word. */
static struct division divide_by_word(uwide a, word d)
{
    word hi = high(a), lo = (word)a;
    if (hi == 0)
        return (struct division){lo / d, lo % d};
    word top = hi / d, remainder;
    hi %= d;
    int shift = __builtin_clz(d);
    if (shift) {
        hi = hi << shift | lo >> (32 - shift);
        lo <<= shift;
    }
    word low = divide_normal(hi, lo, d << shift, &remainder);
    return (struct division){join(top, low), remainder >> shift};
}

/* The divisor has a high word: the quotient is a word, found from the leading bits and at most one too large. */
static struct division divide_by_wide(uwide a, uwide b)
{
    if (a < b)
        return (struct division){0, a};
    int shift = __builtin_clz(high(b));
    word leading = high(b << shift), ignored;
    uwide half = a >> 1;
    word q = divide_normal(high(half), (word)half, leading, &ignored);
    q = shift < 31 ? q >> (31 - shift) : q;
    if (q)
        q--;
    uwide remainder = a - b * q;
    if (remainder >= b) {
        q++;
        remainder -= b;
    }
    return (struct division){q, remainder};
}

static struct division divide(uwide a, uwide b)
{
    if (b == 0)
        return (struct division){~(uwide)0, a};
    return high(b) ? divide_by_wide(a, b) : divide_by_word(a, (word)b);
}

static uwide magnitude(wide a)
{
    return a < 0 ? 0 - (uwide)a : (uwide)a;
}

uwide __udivdi3(uwide a, uwide b)
{
    return divide(a, b).quotient;
}

uwide __umoddi3(uwide a, uwide b)
{
    return divide(a, b).remainder;
}

wide __divdi3(wide a, wide b)
{
    if (b == 0)
        return -1;
    uwide quotient = divide(magnitude(a), magnitude(b)).quotient;
    return (wide)((a < 0) != (b < 0) ? 0 - quotient : quotient);
}

wide __moddi3(wide a, wide b)
{
    uwide remainder = divide(magnitude(a), magnitude(b)).remainder;
    return (wide)(a < 0 ? 0 - remainder : remainder);
}
