/* The terminal: modes and ioctl requests. */
#ifndef ORCHARD_TERMIOS_H
#define ORCHARD_TERMIOS_H

#include <stdint.h>

typedef uint32_t tcflag_t;
typedef uint8_t cc_t;

#define NCCS 12
/* Indices of c_cc */
#define VINTR    0
#define VQUIT    1
#define VERASE   2
#define VKILL    3
#define VEOF     4
#define VTIME    5
#define VMIN     6
#define VSUSP    7
#define VWERASE  8
#define VEOL     9
#define VREPRINT 10

struct termios {
    tcflag_t c_iflag;
    tcflag_t c_oflag;
    tcflag_t c_cflag;
    tcflag_t c_lflag;
    cc_t c_cc[NCCS];
};
_Static_assert(sizeof(struct termios) == 28, "shared layout");

/* c_iflag */
#define ICRNL 0x100 /* carriage return is read as newline */
#define INLCR 0x040
#define IGNCR 0x080
/* c_oflag */
#define OPOST 0x1
#define ONLCR 0x4 /* newline is written as carriage return, newline */
/* c_lflag */
#define ISIG   0x01 /* VINTR, VQUIT, VSUSP send signals */
#define ICANON 0x02 /* line by line, with editing */
#define ECHO   0x08
#define ECHOE  0x10
#define ECHOK  0x20
#define ECHONL 0x40
#define NOFLSH 0x80
#define TOSTOP 0x100 /* background output stops its writer */
#define IEXTEN 0x8000

struct winsize {
    uint16_t ws_row;
    uint16_t ws_col;
    uint16_t ws_xpixel;
    uint16_t ws_ypixel;
};
_Static_assert(sizeof(struct winsize) == 8, "shared layout");

/* ioctl requests */
#define TCGETS     0x5401
#define TCSETS     0x5402 /* now */
#define TCSETSW    0x5403 /* after pending output */
#define TCSETSF    0x5404 /* after pending output, dropping pending input */
#define TIOCGPGRP  0x540f
#define TIOCSPGRP  0x5410
#define TIOCGWINSZ 0x5413
#define TIOCSWINSZ 0x5414
#define FIONREAD   0x541b

#endif
