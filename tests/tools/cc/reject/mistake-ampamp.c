// options: -Wall
int main(void)
{
    int x = 3, y = 2;
    if (x > 2 and y < 3)
        x = 2;
    return x;
}
// 5:15: error: no operator 'and'; write '&&', or include <iso646.h>
