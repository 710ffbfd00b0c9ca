// options: -Wall
#include <stdio.h>
int main(void)
{
    printf("%d %d\n" 3, 4);
    return 0;
}
// 5:21: error: expected ')' after the arguments
