/* A first program: greets, counts its arguments, and returns their number. */
#include <stdio.h>

int main(int argc, char **argv)
{
    printf("Hello from process %s with %d arguments\n", argv[0], argc - 1);
    for (int i = 1; i < argc; i++)
        printf("  %d: %s\n", i, argv[i]);
    return argc - 1;
}
