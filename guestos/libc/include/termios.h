/* POSIX: the terminal. */
#ifndef _TERMIOS_H
#define _TERMIOS_H

#include <orchard/termios.h>
#include <sys/types.h>

#define TCSANOW   0
#define TCSADRAIN 1
#define TCSAFLUSH 2

int tcgetattr(int fd, struct termios *result);
int tcsetattr(int fd, int when, const struct termios *modes);
void cfmakeraw(struct termios *modes);

#endif
