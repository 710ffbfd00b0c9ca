// options: -Wall
#include <stdio.h>
int main(void)
{
    int x;
    double d;
    scanf("%d", x);
    scanf("%f", &d);
    return x + d;
}
// 7:17: warning: '%d' does not fit an argument of type 'int'; give its address with '&' [-Wformat]
// 8:17: warning: '%f' does not fit an argument of type 'double *'; '%lf' reads a double [-Wformat]
// 7:17: warning: 'x' is used before it gets a value [-Wuninitialized]
// 5:9: note: 'x' is declared here; give it a value
