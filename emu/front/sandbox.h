/* The sandbox: what the emulator gives up once everything that the command line names is open. */
#ifndef EMU_FRONT_SANDBOX_H
#define EMU_FRONT_SANDBOX_H

#include <stdbool.h>

#define SANDBOX_FILES_MAX 4

struct sandbox_needs {
    bool window; /* SDL and the libraries behind it: they read files, talk to the display, start threads */
    const char *folder;      /* whose files are read at any time, and written and made; NULL: none */
    bool folder_is_writable;
    const char *files[SANDBOX_FILES_MAX]; /* that are still to be created; the first NULL ends them */
};

/* Give up, for good: starting programs, new network connections, other processes, and files: all that is not open yet,
 * but for what the needs say.  What is refused fails with EPERM or EACCES.  False when this host has no way to do it;
 * then nothing is given up, or only a part. */
bool sandbox_enter(const struct sandbox_needs *needs);

#endif
