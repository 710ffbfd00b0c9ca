// options: -Wall
#include <stdio.h>
int f(int x)
{
    while (x) {
        x--;
    return x;
}

int main(void)
{
    return f(3);
}
// 10:5: error: 'main' begins within another function; is a '}' missing above?
