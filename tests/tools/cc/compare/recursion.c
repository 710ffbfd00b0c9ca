/* Recursion that becomes a loop: what is added or multiplied on the way belongs to its own round. */
int printf(const char *format, ...);

static unsigned factorial(unsigned n)
{
    return n == 0 ? 1 : factorial(n - 1) * n;
}

static unsigned every_second(unsigned n)
{
    if ((int)n <= 0)
        return 0;
    return n + every_second(n - 2);
}

static unsigned two_ways(unsigned n, unsigned bits)
{
    if (n == 0)
        return 1;
    if (bits & 1)
        return two_ways(n - 1, bits >> 1) * n;
    return two_ways(n - 1, bits >> 1) * bits;
}

static unsigned twice(unsigned n)
{
    if (n == 0)
        return 1;
    unsigned rest = twice(n - 1);
    return rest + rest;
}

static int calls;

static int next(void)
{
    return ++calls;
}

static int effects_before(int n)
{
    if (n == 0)
        return 0;
    int value = next();
    return value * 2 + effects_before(n - 1);
}

static int effects_behind(int n)
{
    if (n == 0)
        return next();
    int rest = effects_behind(n - 1);
    return rest + next();
}

static signed char narrow(signed char n)
{
    if (n == 0)
        return 1;
    return narrow(n - 1) + 100;
}

int main(void)
{
    printf("%u %u %u %u\n", factorial(5), every_second(9), two_ways(6, 45), twice(8));
    printf("%d ", effects_before(5));
    printf("%d %d\n", effects_behind(4), narrow(5));
    return 0;
}
