// options: -Wall
int main(void)
{
    printf("%d\n", strlen("abc"));
    char *p = malloc(3);
    return p == NULL;
}
// 4:5: warning: function 'printf' is not declared; include <stdio.h> [-Wimplicit-function-declaration]
// 4:20: warning: function 'strlen' is not declared; include <string.h> [-Wimplicit-function-declaration]
// 5:15: warning: function 'malloc' is not declared; include <stdlib.h> [-Wimplicit-function-declaration]
// 5:15: warning: integer and pointer in initialization: 'char *' from 'int'; cast if it is meant [-Wint-conversion]
// 6:17: error: 'NULL' is not declared; include <stddef.h>
