int f(int a, int b)
{
    return ({ int x = a; x > b ? x : b; });
}
int g(int a, int b)
{
    return ({ int x = a; x; });
}
int h(int a)
{
    if (a) { a + 1; }
    a + 2;
    return ({ a + 3; a; });
}
// options: -Wall
// 11:16: warning: the value is computed and not used [-Wunused-value]
// 12:7: warning: the value is computed and not used [-Wunused-value]
// 13:17: warning: the value is computed and not used [-Wunused-value]
