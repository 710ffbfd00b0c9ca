// 8:2: error: expected '}' at the end of the block
// 4:1: note: the block begins here
int f(void)
{
    if (1) {
        return 1;
    return 0;
}
