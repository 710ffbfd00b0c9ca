// options: -Wall
int main(void)
{
    int x = 3;
    return x > 2 ? 1;
}
// 5:21: error: expected ':' in '?:'
