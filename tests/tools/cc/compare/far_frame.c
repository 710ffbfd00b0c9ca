/* Frames beyond the reach of loads and stores: calls through pointers at their end, more arguments than registers. */
int printf(const char *, ...);

static int twice(int x)
{
    return x * 2;
}

static int add(int a, int b, int c, int d, int e, int f)
{
    return a + b * 3 + c * 5 + d * 7 + e * 11 + f * 13;
}

__attribute__((noinline)) static int at_the_end(int (*function)(int), int n)
{
    volatile int room[9000];
    room[0] = n;
    room[8999] = n + 1;
    return function(room[0] + room[8999]);
}

__attribute__((noinline)) static int with_arguments(int (*function)(int, int, int, int, int, int), int n)
{
    volatile int low[9000], high[30000];
    low[1] = n;
    low[8999] = n + 1;
    high[0] = n + 2;
    high[29999] = n + 3;
    return function(low[1], low[8999], high[0], high[29999], low[1], high[29999]);
}

__attribute__((noinline)) static int on_the_stack(int a, int b, int c, int d, int e, int f, int g, long long h, double i)
{
    volatile int room[8200];
    room[8199] = g;
    room[a] = f;
    int sum = a + b + c + d + e + room[a] + room[8199] + (int)h + (int)i;
    return sum + (a > 1 ? on_the_stack(a - 1, b, c, d, e, f, g + 1, h * 2, i + 1) : 0);
}

int main(void)
{
    int (*volatile one)(int) = twice;
    int (*volatile six)(int, int, int, int, int, int) = add;
    printf("%d %d %d\n", at_the_end(one, 20), with_arguments(six, 5), on_the_stack(3, 2, 3, 4, 5, 6, 7, 8, 9.5));
    return 0;
}
