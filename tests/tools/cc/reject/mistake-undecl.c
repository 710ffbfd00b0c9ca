// options: -Wall
int main(void)
{
    for (i = 0; i < 10; i++)
        x += i;
    return x;
}
// 4:10: error: 'i' is not declared
// 5:9: error: 'x' is not declared
