// options: -Wall
#define N 10;
int a[N];
int main(void)
{
    int x = N + 1;
    return x;
}
// 3:9: error: expected ']' before ';'
// 6:17: warning: the value is computed and not used [-Wunused-value]
