// options: -Wall
#include <stdio.h>
int main(void)
{
    printf("hello\n);
    return 0;
}
// 5:12: error: missing closing '"' of a string
