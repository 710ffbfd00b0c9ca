/* Follows a null pointer: harms only itself, and is told where. */
#include <stdio.h>

struct node {
    int value;
    struct node *next;
};

int main(void)
{
    struct node *list = NULL;
    printf("next: %p\n", (void *)list->next);
    return 0;
}
