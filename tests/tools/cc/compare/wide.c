/* Numbers beyond the sign of 64 bits: overflow between types of different sign and width, cases above 2^63. */
int printf(const char *format, ...);

#define OVERFLOW(name, operation, left, right, to) \
    __attribute__((noinline)) static int name(left a, right b, to *r) \
    { \
        return __builtin_##operation##_overflow(a, b, r); \
    }

OVERFLOW(int_product_unsigned, mul, int, int, unsigned long long)
OVERFLOW(sum_unsigned, add, int, int, unsigned)
OVERFLOW(mixed_difference, sub, unsigned, int, signed char)
OVERFLOW(mixed_product, mul, long long, unsigned, unsigned long long)
OVERFLOW(mixed_product_signed, mul, unsigned long long, long long, long long)
OVERFLOW(mixed_sum_narrow, add, unsigned long long, long long, unsigned)
OVERFLOW(difference_signed, sub, unsigned long long, unsigned long long, long long)
OVERFLOW(narrow_difference, sub, unsigned, unsigned, long long)
OVERFLOW(small_product, mul, unsigned char, signed char, short)
OVERFLOW(sum_wide, add, long long, unsigned long long, unsigned long long)
OVERFLOW(product_wide, mul, long long, long long, long long)

static const long long numbers[] = {
    0, 1, -1, 2, -2, 4, -4, 127, 128, -128, 255, 256, 32767, 65535, 0x7fffffff, 0x80000000ll, -0x80000000ll, 0xffffffffll,
    0x100000000ll, 3037000500ll, 0x7fffffffffffffffll, -0x7fffffffffffffffll - 1};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

#define TRY(name, type) \
    do { \
        unsigned hash = 0, overflows = 0; \
        for (int i = 0; i < NUMBERS * NUMBERS; i++) { \
            type result = 0; \
            overflows += name(numbers[i / NUMBERS], numbers[i % NUMBERS], &result); \
            hash = (hash + overflows) * 31 + (unsigned)result + (unsigned)((unsigned long long)result >> 32); \
        } \
        printf(#name " %u %x\n", overflows, hash); \
    } while (0)

static int digits(unsigned long long n)
{
    switch (n) {
    case 0 ... 9: return 1;
    case 1000000000000000000u ... 9999999999999999999u: return 19;
    case 10000000000000000000u ... 0xffffffffffffffffu: return 20;
    default: return 0;
    }
}

static int around_the_sign(unsigned long long n)
{
    switch (n) {
    case 0x7ffffffffffffffeu ... 0x8000000000000001u: return 1;
    case 0xffffffffffffffffu: return 2;
    case 5: return 3;
    default: return 4;
    }
}

static int around_the_small_sign(unsigned n)
{
    switch (n) {
    case 0x7ffffff0u ... 0x80000010u: return 1;
    case 0xfffffff0u ... 0xffffffffu: return 2;
    case 0 ... 3: return 3;
    default: return 4;
    }
}

int main(void)
{
    TRY(int_product_unsigned, unsigned long long);
    TRY(sum_unsigned, unsigned);
    TRY(mixed_difference, signed char);
    TRY(mixed_product, unsigned long long);
    TRY(mixed_product_signed, long long);
    TRY(mixed_sum_narrow, unsigned);
    TRY(difference_signed, long long);
    TRY(narrow_difference, long long);
    TRY(small_product, short);
    TRY(sum_wide, unsigned long long);
    TRY(product_wide, long long);
    printf("%d %d %d %d\n", digits(9), digits(10), digits(9999999999999999999u), digits(-1));
    for (int i = -3; i < 3; i++)
        printf("%d%d%d ", around_the_sign(0x8000000000000000u + i), around_the_sign(i), around_the_small_sign(0x80000000u + i));
    printf("%d %d\n", around_the_small_sign(-16), around_the_small_sign(-17));
    return 0;
}
