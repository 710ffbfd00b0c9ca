int f(void)
{
    { int inner = 1; (void)inner; }
    return inner;
}
// 4:12: error: 'inner' is not declared
