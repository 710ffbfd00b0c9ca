// options: -Wall
int main(void)
{
    int s = 0;
    for (int i = 0, i < 10, i++)
        s += i;
    return s;
}
// 5:19: error: the parts of 'for' are separated by ';', not by ','
// 5:23: warning: the value is computed and not used [-Wunused-value]
