int g(int);
int f(void)
{
    int a = g(1;
    return a;
}
// 4:16: error: expected ')' after the arguments
