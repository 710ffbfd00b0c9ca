// options: -Wall
int main(void)
{
    int x = 3;
    switch (x) {
    case 1
        x = 2;
        break;
    case 2:
        x = 3;
    }
    return x;
}
// 6:11: error: expected ':' after 'case'
