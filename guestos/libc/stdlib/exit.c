#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "libc_impl.h"

#define BLOCK_FUNCTIONS 32

/* Registered functions in blocks, the newest block first; the first block needs no memory (C11 asks for 32). */
struct block {
    struct block *older;
    unsigned used;
    void (*functions[BLOCK_FUNCTIONS])(void);
};
struct list {
    struct block *newest;
    struct block first;
};

static struct list at_exit, at_quick;

static int add(struct list *list, void (*function)(void))
{
    if (list->newest == NULL)
        list->newest = &list->first;
    if (list->newest->used == BLOCK_FUNCTIONS) {
        struct block *block = calloc(1, sizeof *block);
        if (block == NULL)
            return -1;
        block->older = list->newest;
        list->newest = block;
    }
    list->newest->functions[list->newest->used++] = function;
    return 0;
}

/* Newest first; a function may register others or call exit itself. */
static void run(struct list *list)
{
    while (list->newest != NULL) {
        struct block *block = list->newest;
        if (block->used == 0)
            list->newest = block->older;
        else
            block->functions[--block->used]();
    }
}

int atexit(void (*function)(void))
{
    return add(&at_exit, function);
}

int at_quick_exit(void (*function)(void))
{
    return add(&at_quick, function);
}

_Noreturn void exit(int status)
{
    run(&at_exit);
    __stdio_exit();
    _exit(status);
}

_Noreturn void quick_exit(int status)
{
    run(&at_quick);
    _exit(status);
}

_Noreturn void _Exit(int status)
{
    _exit(status);
}
