/* Numbers of 64 bits: shifts by every count, products, quotients, comparisons at the edges of words. */
int printf(const char *, ...);
typedef unsigned long long u64;
typedef long long s64;
typedef unsigned u32;
#define N __attribute__((noinline))
N u64 shl(u64 a, u32 n)
{
    return a << n;
}
N u64 shr(u64 a, u32 n)
{
    return a >> n;
}
N s64 sar(s64 a, u32 n)
{
    return a >> n;
}
N u64 shlm(u64 a, u32 n)
{
    return a << (n & 63);
}
N u64 rotl(u64 a, u32 n)
{
    return a << (n & 63) | a >> (-n & 63);
}
N u64 rotr(u64 a, u32 n)
{
    n &= 63;
    return n ? a >> n | a << (64 - n) : a;
}
N u32 rl(u32 a, u32 n)
{
    return a << (n & 31) | a >> (-n & 31);
}
N u32 rr(u32 a, u32 n)
{
    n &= 31;
    return (a >> n) | (a << (32 - n) % 32);
}
N u64 mix(u32 a, u32 n)
{
    return (u64)a << n;
}
N u32 hi(u64 a, u32 n)
{
    return (u32)(a >> n);
}
N s64 sx(int a, u32 n)
{
    return (s64)((u64)(s64)a << n);
}
N int hisar(s64 a)
{
    return (int)(a >> 32);
}
N int top(s64 a)
{
    return (int)(a >> 63);
}
N u64 s32(u64 a)
{
    return a << 32;
}
N u64 s31(u64 a)
{
    return a << 31;
}
N u64 s33(u64 a)
{
    return a << 33;
}
N s64 r31(s64 a)
{
    return a >> 31;
}
N s64 r33(s64 a)
{
    return a >> 33;
}
N u64 l63(u64 a)
{
    return a >> 63;
}
N u64 onel(u32 n)
{
    return 1ull << n;
}
N u64 ml(u32 n)
{
    return (1ull << n) - 1;
}
N int bit(u64 a, u32 n)
{
    return a >> n & 1;
}
N int bit2(u64 a, u32 n)
{
    return (a & 1ull << n) != 0;
}
N s64 mulss(int a, int b)
{
    return (s64)a * b;
}
N u64 muluu(u32 a, u32 b)
{
    return (u64)a * b;
}
N s64 mulsu(int a, u32 b)
{
    return (s64)a * b;
}
N u64 mul(u64 a, u64 b)
{
    return a * b;
}
N int cmp(s64 a, s64 b)
{
    return (a < b) | (a <= b) << 1 | (a == b) << 2 | (a > b) << 3 | (a >= b) << 4 | (a != b) << 5;
}
N int cmpu(u64 a, u64 b)
{
    return (a < b) | (a <= b) << 1 | (a == b) << 2 | (a > b) << 3 | (a >= b) << 4 | (a != b) << 5;
}
N int brs(s64 a, s64 b)
{
    if (a < b)
        return 1;
    if (a <= b)
        return 2;
    return 3;
}
N int bru(u64 a, u64 b)
{
    if (a > b)
        return 1;
    if (a >= b)
        return 2;
    return 3;
}
N int c1(s64 a)
{
    return (a < 0x100000000ll) | (a <= 0xffffffffll) << 1 | (a > -1) << 2 | (a >= -0x80000000ll) << 3 |
           (a < -0x100000000ll) << 4 | (a > 0x7fffffffffffffffll - 1) << 5 | (a <= (-0x7fffffffffffffffll - 1)) << 6;
}
N int c2(u64 a)
{
    int r = 0;
    if (a < 0x100000000ull)
        r |= 1;
    if (a <= 0xffffffffull)
        r |= 2;
    if (a > 0xfffffffffffffffeull)
        r |= 4;
    if (a >= 0x8000000000000000ull)
        r |= 8;
    if (a < 1)
        r |= 16;
    if (a > 0xffffffff00000000ull)
        r |= 32;
    if (a >= 0xffffffff00000000ull)
        r |= 64;
    return r;
}
N int c3(s64 a)
{
    int r = 0;
    if (a < 0x100000000ll)
        r |= 1;
    if (a <= 0xffffffffll)
        r |= 2;
    if (a > -1)
        r |= 4;
    if (a >= -0x80000000ll)
        r |= 8;
    if (a < -0x100000000ll)
        r |= 16;
    if (a > 0x7ffffffffffffffell)
        r |= 32;
    if (a <= -0x7fffffffffffffffll - 1)
        r |= 64;
    if (a < 0)
        r |= 128;
    if (a <= 0)
        r |= 256;
    return r;
}
N s64 dv(s64 a, s64 b)
{
    return a / b;
}
N s64 md(s64 a, s64 b)
{
    return a % b;
}
N u64 dvu(u64 a, u64 b)
{
    return a / b;
}
N u64 mdu(u64 a, u64 b)
{
    return a % b;
}
N s64 d8(s64 a)
{
    return a / 8;
}
N s64 dm8(s64 a)
{
    return a / -8;
}
N s64 m8(s64 a)
{
    return a % 8;
}
N s64 d2(s64 a)
{
    return a / 2;
}
N s64 m2(s64 a)
{
    return a % 2;
}
N s64 d2_32(s64 a)
{
    return a / 4294967296ll;
}
N s64 m2_32(s64 a)
{
    return a % 4294967296ll;
}
N u64 du40(u64 a)
{
    return a / (1ull << 40);
}
N u64 mu40(u64 a)
{
    return a % (1ull << 40);
}
N s64 dmin(s64 a)
{
    return a / (-0x7fffffffffffffffll - 1);
}
N s64 mmin(s64 a)
{
    return a % (-0x7fffffffffffffffll - 1);
}
N s64 d10(s64 a)
{
    return a / 10;
}
N s64 dm1(s64 a)
{
    return a == (-0x7fffffffffffffffll - 1) ? 5 : a / -1;
}
N int clz(u64 a)
{
    return a ? __builtin_clzll(a) : 64;
}
N int ctz(u64 a)
{
    return a ? __builtin_ctzll(a) : 64;
}
N int pop(u64 a)
{
    return __builtin_popcountll(a);
}
N int par(u64 a)
{
    return __builtin_parityll(a);
}
N u64 bs(u64 a)
{
    return __builtin_bswap64(a);
}
N int ffs(u64 a)
{
    return __builtin_ffsll(a);
}
N int crs(s64 a)
{
    return __builtin_clrsbll(a);
}
N u64 absl(s64 a)
{
    return a < 0 ? 0 - (u64)a : (u64)a;
}
N s64 mn(s64 a, s64 b)
{
    return a < b ? a : b;
}
N u64 mx(u64 a, u64 b)
{
    return a < b ? b : a;
}
int main(void)
{
    static const u64 v[] = {0,
                            1,
                            2,
                            7,
                            8,
                            9,
                            31,
                            0x7fffffff,
                            0x80000000ull,
                            0x80000001ull,
                            0xffffffffull,
                            0x100000000ull,
                            0x100000001ull,
                            0x7fffffff00000000ull,
                            0x7fffffffffffffffull,
                            0x8000000000000000ull,
                            0x8000000000000001ull,
                            0xffffffff00000000ull,
                            0xffffffff7fffffffull,
                            0xffffffff80000000ull,
                            0xfffffffffffffffeull,
                            0xffffffffffffffffull,
                            0x123456789abcdef0ull,
                            0xfedcba9876543210ull};
    int n = sizeof v / sizeof *v;
    u64 h = 14695981039346656037ull;
#define H(x) (h = (h ^ (u64)(x)) * 1099511628211ull)
    for (int i = 0; i < n; i++) {
        u64 a = v[i];
        for (u32 k = 0; k < 64; k++) {
            H(shl(a, k));
            H(shr(a, k));
            H(sar(a, k));
            H(shlm(a, k));
            H(rotl(a, k));
            H(rotr(a, k));
            H(rl(a, k));
            H(rr(a, k));
            H(mix(a, k));
            H(hi(a, k));
            H(sx(a, k));
            H(onel(k));
            H(ml(k));
            H(bit(a, k));
            H(bit2(a, k));
        }
        printf("%llx\n", h);
        H(hisar(a));
        H(top(a));
        H(s32(a));
        H(s31(a));
        H(s33(a));
        H(r31(a));
        H(r33(a));
        H(l63(a));
        H(c1(a));
        H(c2(a));
        H(c3(a));
        H(d8(a));
        H(dm8(a));
        H(m8(a));
        H(d2(a));
        H(m2(a));
        H(d2_32(a));
        H(m2_32(a));
        H(du40(a));
        H(mu40(a));
        H(dmin(a));
        H(mmin(a));
        H(d10(a));
        H(dm1(a));
        H(clz(a));
        H(ctz(a));
        H(pop(a));
        H(par(a));
        H(bs(a));
        H(ffs(a));
        H(crs(a));
        H(absl(a));
        printf("%llx %d %d %d\n", h, c1(a), c2(a), c3(a));
        for (int j = 0; j < n; j++) {
            u64 b = v[j];
            H(mulss(a, b));
            H(muluu(a, b));
            H(mulsu(a, b));
            H(mul(a, b));
            H(cmp(a, b));
            H(cmpu(a, b));
            H(brs(a, b));
            H(bru(a, b));
            H(mn(a, b));
            H(mx(a, b));
            if (b && !(a == 0x8000000000000000ull && b == ~0ull)) {
                H(dv(a, b));
                H(md(a, b));
            }
            if (b) {
                H(dvu(a, b));
                H(mdu(a, b));
            }
        }
        printf("%llx\n", h);
    }
    return 0;
}
