int a;
int f(int b)
{
    int a = b;
    {
        int b = a;
        return b;
    }
}
// options: -Wshadow
// 4:9: warning: 'a' hides another declaration [-Wshadow]
// 1:5: note: the hidden one is here
// 6:13: warning: 'b' hides another declaration [-Wshadow]
// 2:11: note: the hidden one is here
