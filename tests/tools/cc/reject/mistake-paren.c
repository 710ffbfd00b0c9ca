// options: -Wall
#include <stdio.h>
int main(void)
{
    int x = 3;
    if (x == 3 {
        printf("a\n");
    }
    return 0;
}
// 6:15: error: expected ')' after the condition
