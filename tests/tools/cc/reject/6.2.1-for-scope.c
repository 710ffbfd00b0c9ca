int f(void)
{
    for (int i = 0; i < 3; i++)
        ;
    return i;
}
// 5:12: error: 'i' is not declared
