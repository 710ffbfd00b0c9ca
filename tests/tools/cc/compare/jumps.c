/* setjmp and longjmp: what has not changed since is what it was, what is volatile is what it has become; the frame
 * stays while a function that the return statement calls may jump back. */
#include <setjmp.h>

int printf(const char *, ...);

static jmp_buf place, places[10];
static int sum;

__attribute__((noinline)) static int jump(int x)
{
    volatile int room[64];
    for (int i = 0; i < 64; i++)
        room[i] = x;
    longjmp(place, x + room[3]);
}

__attribute__((noinline)) static int hidden(int x)
{
    volatile int value = x;
    return value;
}

__attribute__((noinline)) static int between(int n)
{
    return jump(n);
}

__attribute__((noinline)) static int jump_from_return(int n)
{
    int a = hidden(n), b = hidden(n + 1), c = hidden(n + 2), d = hidden(n + 3);
    if (setjmp(place))
        return 77 + a + b + c + d;
    return between(a + b * c - d);
}

__attribute__((noinline)) static int call_it(int n)
{
    int a = hidden(n * 2), b = hidden(n * 3), c = hidden(n * 4), d = hidden(n * 5);
    int result = jump_from_return(n);
    return result * 1000 + a + b + c + d;
}

__attribute__((noinline)) static int many_values(int a, int b, int c, int d, int e, int f)
{
    int v1 = a + b, v2 = b * c, v3 = c - d, v4 = d ^ e, v5 = e * f, v6 = a * f, v7 = a * 3, v8 = b * 5;
    volatile int state = 1;
    if (setjmp(place) == 0) {
        int w1 = v1 * 2, w2 = v2 * 3, w3 = v3 + 7, w4 = v4 * 9, w5 = v5 + 1, w6 = v6 * 2, w7 = v7 * 5, w8 = v8 + 2;
        state = 2;
        for (int i = 0; i < 20; i++) {
            w1 += w2 ^ i, w2 += w3 * i, w3 -= w4, w4 ^= w5 + i;
            w5 += w6, w6 -= w7, w7 += w8, w8 ^= w1;
            sum += w1 ^ w2;
        }
        sum += w1 + w2 + w3 + w4 + w5 + w6 + w7 + w8;
        state = 3;
        jump(5);
    }
    return v1 + v2 * 3 + v3 * 5 + v4 * 7 + v5 * 11 + v6 * 13 + v7 * 17 + v8 * 19 + state;
}

static int recursion(int n, int grown)
{
    volatile int came = setjmp(places[n]);
    if (came)
        return n * 1000 + came + grown;
    if (n == 5)
        longjmp(places[2], 9);
    return recursion(n + 1, grown * 2 + 1);
}

__attribute__((noinline)) static int in_a_loop(int n)
{
    volatile int count = 0;
    int fixed = n * 7;
    for (volatile int i = 0; i < n; i++) {
        int came = setjmp(place);
        if (came) {
            count += 100 + came;
            continue;
        }
        if (i & 1)
            jump(i + 1);
        count += 1;
    }
    return count * 10000 + fixed;
}

static inline int inlined(void)
{
    if (setjmp(place))
        return 5;
    jump(1);
    return 6;
}

static int later(jmp_buf to, int value)
{
    longjmp(to, value);
}

static long long wide(long long a, double b)
{
    jmp_buf own;
    long long kept = a * 3;
    double real = b * 2;
    if (!setjmp(own))
        later(own, 4);
    return kept + (long long)real;
}

int main(void)
{
    printf("%d %d %d\n", call_it(3), many_values(1, 2, 3, 4, 5, 6), recursion(0, 1));
    printf("%d %d %lld\n", in_a_loop(6), inlined() + inlined(), wide(1LL << 40, 2.5));
    return 0;
}
