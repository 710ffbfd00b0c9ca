/* Switches: tables at the ends of the types, ranges, 64 bits, ways that fall through. */
int printf(const char *, ...);
typedef unsigned long long u64;
typedef long long s64;
#define N    __attribute__((noinline))
#define IMIN (-2147483647 - 1)
#define LMIN (-9223372036854775807ll - 1)
N int a(int x)
{
    switch (x) {
    case IMIN: return 1;
    case IMIN + 1: return 2;
    case IMIN + 2: return 3;
    case IMIN + 3: return 4;
    case IMIN + 4: return 5;
    case IMIN + 6: return 7;
    default: return 0;
    }
}
N int b(int x)
{
    switch (x) {
    case 2147483647: return 1;
    case 2147483646: return 2;
    case 2147483645: return 3;
    case 2147483644: return 4;
    case 2147483643: return 5;
    case 2147483641: return 7;
    default: return 0;
    }
}
N int c(int x)
{
    switch (x) {
    case IMIN: return 1;
    case 2147483647: return 2;
    case 0: return 3;
    case -1: return 4;
    case 1: return 5;
    case -2: return 6;
    case 2: return 7;
    case -3: return 8;
    case 3: return 9;
    default: return 0;
    }
}
N int d(unsigned x)
{
    switch (x) {
    case 0: return 1;
    case 0xffffffff: return 2;
    case 0x80000000: return 3;
    case 0x7fffffff: return 4;
    case 1: return 5;
    case 2: return 6;
    case 3: return 7;
    case 4: return 8;
    case 5: return 9;
    case 0xfffffffe: return 10;
    default: return 0;
    }
}
N int e(s64 x)
{
    switch (x) {
    case LMIN: return 1;
    case 9223372036854775807ll: return 2;
    case 0: return 3;
    case 0x100000000ll: return 4;
    case -0x100000000ll: return 5;
    case 1: return 6;
    case 2: return 7;
    case 3: return 8;
    case 4: return 9;
    case 5: return 10;
    case 0x100000001ll: return 11;
    default: return 0;
    }
}
N int f(u64 x)
{
    switch (x) {
    case ~0ull: return 1;
    case 1ull << 63: return 2;
    case 0: return 3;
    case (1ull << 63) - 1: return 4;
    case (1ull << 63) + 1: return 5;
    case 10ull: return 6;
    default: return 0;
    }
}
N int g(int x)
{
    switch (x) {
    case -10 ... - 5: return 1;
    case -4 ... 4: return 2;
    case 100 ... 200: return 3;
    case IMIN ... IMIN + 5: return 4;
    case 2147483600 ... 2147483647: return 5;
    default: return 0;
    }
}
N int h(signed char x)
{
    switch (x) {
    case -128: return 1;
    case 127: return 2;
    case 0: return 3;
    case -1: return 4;
    default: return 0;
    }
}
N int i(unsigned char x)
{
    switch (x) {
    case 255: return 1;
    case 128: return 2;
    case 0: return 3;
    case 127: return 4;
    default: return 0;
    }
}
N int j(int x)
{
    int s = 0;
    switch (x & 7) {
    default: s += 100;
    case 0: s += 1;
    case 1: s += 2; break;
    case 2:
    case 3:
        s += 4;
        if (x > 8)
            break;
    case 4: s += 8;
    case 5: s += 16;
    }
    return s;
}
N int k(int x)
{
    switch (x) {
    case -3: return 5;
    case -2: return 6;
    case -1: return 7;
    case 0: return 8;
    case 1: return 9;
    case 2: return 10;
    case 3: return 11;
    default: return 12;
    }
}
N int l(int x)
{
    switch (x) {
    case 1000: return 1;
    case 1001: return 2;
    case 1002: return 3;
    case 1003: return 4;
    case 1004: return 5;
    case 40000: return 6;
    case 40001: return 7;
    case 40002: return 8;
    case 40003: return 9;
    case 40004: return 10;
    case 40006: return 11;
    default: return x > 40004;
    }
}
N int m(s64 x)
{
    switch (x) {
    case -5: return 1;
    case -4: return 2;
    case -3: return 3;
    case -2: return 4;
    case -1: return 5;
    case 0: return 6;
    case 1: return 7;
    case 2: return 8;
    case 3: return 9;
    }
    return 77;
}
N int duff(char *to, const char *from, int count)
{
    int n = (count + 7) / 8;
    switch (count % 8) {
    case 0: do { *to++ = *from++;
        case 7: *to++ = *from++;
        case 6: *to++ = *from++;
        case 5: *to++ = *from++;
        case 4: *to++ = *from++;
        case 3: *to++ = *from++;
        case 2: *to++ = *from++;
        case 1: *to++ = *from++;
        } while (--n > 0);
    }
    return count;
}
int main(void)
{
    static const s64 v[] = {0,
                            1,
                            2,
                            3,
                            4,
                            5,
                            6,
                            7,
                            8,
                            9,
                            10,
                            11,
                            12,
                            13,
                            99,
                            100,
                            150,
                            200,
                            201,
                            127,
                            128,
                            -1,
                            -2,
                            -3,
                            -4,
                            -5,
                            -6,
                            -9,
                            -10,
                            -11,
                            -127,
                            -128,
                            -129,
                            255,
                            256,
                            999,
                            1000,
                            1001,
                            1002,
                            1003,
                            1004,
                            1005,
                            39999,
                            40000,
                            40001,
                            40002,
                            40003,
                            40004,
                            40005,
                            40006,
                            40007,
                            IMIN,
                            IMIN + 1,
                            IMIN + 2,
                            IMIN + 3,
                            IMIN + 4,
                            IMIN + 5,
                            IMIN + 6,
                            IMIN + 7,
                            2147483647,
                            2147483646,
                            2147483645,
                            2147483644,
                            2147483643,
                            2147483642,
                            2147483641,
                            2147483640,
                            2147483599,
                            2147483600,
                            LMIN,
                            9223372036854775807ll,
                            LMIN + 1,
                            9223372036854775806ll,
                            0x100000000ll,
                            0x100000001ll,
                            0x100000002ll,
                            -0x100000000ll,
                            -0x100000001ll,
                            0xffffffffll,
                            0xfffffffell,
                            0x80000000ll,
                            0xfffffffffll,
                            0x1fffffffdll,
                            0xfffffffdll};
    for (unsigned q = 0; q < sizeof v / sizeof *v; q++) {
        s64 x = v[q];
        printf("%lld: %d %d %d %d %d %d %d %d %d %d %d %d %d\n", x, a(x), b(x), c(x), d(x), e(x), f(x), g(x), h(x),
               i(x), j(x), k(x), l(x), m(x));
    }
    char t[40];
    for (int n = 1; n < 30; n++) {
        for (int z = 0; z < 40; z++)
            t[z] = '.';
        duff(t, "abcdefghijklmnopqrstuvwxyz0123456789", n);
        t[39] = 0;
        printf("%s\n", t);
    }
    return 0;
}
