int f(int a, int b)
{
    if (a)
        if (b)
            return 1;
        else
            return 2;
    if (a) {
        if (b)
            return 3;
        else
            return 4;
    }
    return 5;
}
// options: -Wall
// 3:5: warning: which 'if' the 'else' belongs to is not clear; add { } [-Wdangling-else]
