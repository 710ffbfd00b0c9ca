// options: -Wall
#include <stdio.h>
int main(void)
{
    printf "hello\n";
    return 0;
}
// 5:11: error: expected ';' after the expression
// 5:5: warning: the value is computed and not used [-Wunused-value]
