int g(void);
int f(int x)
{
    if (x)
        x++;
        g();
    while (g())
        x--;
        g();
    if (x)
        x++;
    g();
    for (;;) g();
    return x;
}
// options: -Wall
// 6:9: warning: this stands as if it belonged to the 'if' before, and does not; add { } [-Wmisleading-indentation]
// 4:5: note: the 'if' is here
// 9:9: warning: this stands as if it belonged to the 'while' before, and does not; add { } [-Wmisleading-indentation]
// 7:5: note: the 'while' is here
