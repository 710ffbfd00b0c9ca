#include <errno.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int tcgetattr(int fd, struct termios *result)
{
    return ioctl(fd, TCGETS, result);
}

int tcsetattr(int fd, int when, const struct termios *modes)
{
    static const unsigned long requests[] = {[TCSANOW] = TCSETS, [TCSADRAIN] = TCSETSW, [TCSAFLUSH] = TCSETSF};

    if (when < TCSANOW || when > TCSAFLUSH) {
        errno = EINVAL;
        return -1;
    }
    return ioctl(fd, requests[when], modes);
}

void cfmakeraw(struct termios *modes)
{
    modes->c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR);
    modes->c_oflag &= ~(tcflag_t)OPOST;
    modes->c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    modes->c_cc[VMIN] = 1;
    modes->c_cc[VTIME] = 0;
}

int isatty(int fd)
{
    struct termios modes;

    return tcgetattr(fd, &modes) == 0;
}

char *ttyname(int fd)
{
    return isatty(fd) ? "/dev/console" : NULL;
}

pid_t tcgetpgrp(int fd)
{
    pid_t group;

    return ioctl(fd, TIOCGPGRP, &group) == 0 ? group : -1;
}

int tcsetpgrp(int fd, pid_t group)
{
    return ioctl(fd, TIOCSPGRP, &group);
}
