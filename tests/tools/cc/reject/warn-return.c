int f(int a)
{
    if (a)
        return 1;
}
// options: -Wall
// 5:1: warning: control reaches the end of 'f', which has a result; return a value [-Wreturn-type]
