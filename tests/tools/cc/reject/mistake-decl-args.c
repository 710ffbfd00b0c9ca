// options: -Wall
int add(int a, b)
{
    return a + b;
}
int main(void)
{
    return add(1, 2);
}
// 2:16: error: parameter 'b' has no type; write it before the name, as 'int b'
