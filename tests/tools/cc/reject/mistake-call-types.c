// options: -Wall
int add(int a, int b)
{
    return a + b;
}
int main(void)
{
    return add(int 1, int 2);
}
// 8:16: error: expected an expression before 'int'
