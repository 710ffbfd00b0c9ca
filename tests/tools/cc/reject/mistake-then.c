// options: -Wall
int main(void)
{
    int x = 3;
    if (x > 0) then
        x--;
    return x;
}
// 5:16: error: 'then' is no word of C; leave it out
