/* The table of displays. */
#include "front.h"

#include <string.h>
#include <unistd.h>

static const struct front_end *const displays[] = {&window_display, &terminal_display, &headless_display};

const struct front_end *display_find(const char *name)
{
    for (unsigned i = 0; i < sizeof displays / sizeof *displays; i++)
        if (strcmp(displays[i]->name, name) == 0)
            return displays[i];
    return NULL;
}

const struct front_end *display_default(void)
{
    bool interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    return interactive && !window_display.refusal() ? &window_display : &terminal_display;
}
