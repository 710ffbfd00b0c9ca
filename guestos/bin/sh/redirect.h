/* Redirections of a command, and their undoing for what runs in the shell itself. */
#ifndef SH_REDIRECT_H
#define SH_REDIRECT_H

#include "sh.h"

#define SAVED_MAX 10

/* Descriptors that were put aside: copy is -1 for one that was not open. */
struct saved_fds {
    int count;
    struct {
        int fd, copy;
    } items[SAVED_MAX];
};

/* Applies redirections in order; false after a message.  What was there is kept in saved, unless it is NULL. */
bool redirect_all(const struct redirect *redirects, struct saved_fds *saved);
void redirect_undo(struct saved_fds *saved);

#endif
