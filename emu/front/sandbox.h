/* The sandbox: what the emulator gives up once everything that the command line names is open. */
#ifndef EMU_FRONT_SANDBOX_H
#define EMU_FRONT_SANDBOX_H

#include <stdbool.h>

/* A program with AddressSanitizer keeps what its leak checker needs: reading files, looking at processes. */
#if defined(__SANITIZE_ADDRESS__)
#define SANDBOX_SANITIZED true
#elif defined(__has_feature)
#define SANDBOX_SANITIZED __has_feature(address_sanitizer)
#else
#define SANDBOX_SANITIZED false
#endif

#define SANDBOX_FILES_MAX 4

struct sandbox_needs {
    bool window;        /* SDL and the libraries behind it: they read files, talk to the display, start threads */
    const char *folder; /* whose files are read at any time, and written and made; NULL: none */
    bool folder_is_writable;
    const char *files[SANDBOX_FILES_MAX]; /* that are still to be created; the first NULL ends them */
};

/* Give up, for good: starting programs, new network connections, other processes, and files: all that is not open yet,
 * but for what the needs say.  What is refused fails with EPERM or EACCES.  False when this host has no way to do it;
 * then nothing is given up, or only a part. */
bool sandbox_enter(const struct sandbox_needs *needs);

#endif
