// options: -Wall
int main(void)
{
    int x = 3;
    while x > 0 {
        x--;
    }
    return x;
}
// 5:11: error: expected '(' before the condition
