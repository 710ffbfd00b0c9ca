int g(int);
int f(int x)
{
    switch (x) {
    case 1:
        g(1);
    case 2:
        g(2);
        break;
    case 3:
        g(3);
        /* fall through */
    case 4:
    case 5:
        if (x)
            return 1;
        else
            return 2;
    case 6:
        for (;;)
            g(6);
    case 7:
        g(7);
        __attribute__((fallthrough));
    default:
        return 0;
    }
    return 3;
}
// options: -Wextra
// 7:5: warning: control falls into this case; add 'break', or a comment /* fall through */ [-Wimplicit-fallthrough]
