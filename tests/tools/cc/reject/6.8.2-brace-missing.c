// 8:1: error: expected '}' at the end of the block
int f(void)
{
    if (1) {
        return 1;
    return 0;
}
