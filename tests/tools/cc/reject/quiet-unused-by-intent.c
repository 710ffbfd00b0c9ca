static int maybe(int a) __attribute__((unused));
static int maybe(int a) { return a; }
int f(int used, int unused __attribute__((unused)))
{
    int ignored = used;
    (void)ignored;
    (void)used;
    return 0;
}
// options: -Wall -Wextra -Werror
