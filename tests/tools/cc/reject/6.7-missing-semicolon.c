int f(void)
{
    int a = 1
    return a;
}
// 3:14: error: expected ';' after the declaration
