#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sh.h"

#define HISTORY_MAX 200

/* A ring; lines[(first + i) % HISTORY_MAX], oldest first. */
static char *lines[HISTORY_MAX];
static size_t first, count, total;

void history_add(const char *line)
{
    if (*line == '\0' || (count > 0 && strcmp(history_get(0), line) == 0))
        return;
    if (count == HISTORY_MAX) {
        free(lines[first]);
        first = (first + 1) % HISTORY_MAX;
        count--;
    }
    lines[(first + count++) % HISTORY_MAX] = must_copy(line);
    total++;
}

const char *history_get(size_t back)
{
    return back < count ? lines[(first + count - 1 - back) % HISTORY_MAX] : NULL;
}

int builtin_history(int argc, char **argv)
{
    (void)argc, (void)argv;
    for (size_t i = count; i-- > 0;)
        printf("%5zu  %s\n", total - i, history_get(i));
    return 0;
}
