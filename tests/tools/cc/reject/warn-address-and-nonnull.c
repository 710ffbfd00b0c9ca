void need(char *a, int n, char *b) __attribute__((nonnull(1)));
void all(char *a) __attribute__((nonnull));
extern int weak(void) __attribute__((weak));
int f(char *p)
{
    need(0, 0, 0);
    all((char *)0);
    all(p);
    return weak ? 1 : 0;
}
// options: -Wall
// 6:10: warning: argument 1 of 'need' must not be null [-Wnonnull]
// 7:9: warning: argument 1 of 'all' must not be null [-Wnonnull]
