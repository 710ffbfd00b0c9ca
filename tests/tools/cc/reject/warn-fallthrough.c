int f(int a)
{
    switch (a) {
    case 1:
        a = 2;
    case 2:
        return a;
    case 3:
        a = 4;
        __attribute__((fallthrough));
    default:
        return 0;
    }
}
// options: -Wextra
// 6:5: warning: control falls into this case; add 'break', or a comment /* fall through */ [-Wimplicit-fallthrough]
