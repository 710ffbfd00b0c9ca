int g(int a, int b);
int f(int x, int y, int *a)
{
    y = y++;
    y = x++ + x;
    a[y] = y++;
    x = x + 1;
    x = (y++, y);
    x = y++ ? y : 1;
    x = y++ && y++;
    a[x] = x;
    return g(y, y++) + g(x, x);
}
// options: -Wall
// 4:7: warning: 'y' is changed here and used, in no certain order [-Wsequence-point]
// 5:13: warning: 'x' is changed here and used, in no certain order [-Wsequence-point]
// 6:10: warning: 'y' is changed here and used, in no certain order [-Wsequence-point]
