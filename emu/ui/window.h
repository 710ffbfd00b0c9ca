/* The window (SDL2): shows a machine's view, sends keys, mouse and pasted text to it, paces it to real time. */
#ifndef EMU_UI_WINDOW_H
#define EMU_UI_WINDOW_H

#include <stdbool.h>

#include "peach.h"

struct window_options {
    bool panels;              /* F2 from the start */
    bool free_running;        /* as fast as the host can, not paced */
    bool (*quit_asked)(void); /* somebody else wants an end; may be NULL */
};

struct window;

/* True when there is a display to open a window on. */
bool window_available(void);

/* Open the window, before the machine exists.  NULL with a one-line error (PEACH_ERROR_BYTES). */
struct window *window_open(const struct window_options *options, char *error);

/* What the machine's configuration needs so that its console reaches the window. */
struct peach_host window_host(struct window *window);

/* Run the machine until it stops or the user quits (PEACH_TIME).  After a panic the window stays until it is closed. */
enum peach_stop window_run(struct window *window, struct peach *machine);

void window_close(struct window *window);

#endif
