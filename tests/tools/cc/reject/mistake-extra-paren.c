// options: -Wall
#include <stdio.h>
int main(void)
{
    printf("%d\n", 3));
    return 0;
}
// 5:22: error: ')' without its opening one
