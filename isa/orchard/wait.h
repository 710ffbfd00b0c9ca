/* waitpid(2): options and the status word. */
#ifndef ORCHARD_WAIT_H
#define ORCHARD_WAIT_H

#define WNOHANG    1
#define WUNTRACED  2
#define WCONTINUED 8

/* A status: exit code in bits 8..15; or the signal that killed in bits 0..6; or 0x7f with the stopping signal in
 * bits 8..15; or WAIT_CONTINUED. */
#define WAIT_EXITED(code)    (((code)&0xff) << 8)
#define WAIT_KILLED(signal)  ((signal)&0x7f)
#define WAIT_STOPPED(signal) ((signal) << 8 | 0x7f)
#define WAIT_CONTINUED       0xffff

#define WIFEXITED(status)    (((status)&0x7f) == 0)
#define WEXITSTATUS(status)  ((status) >> 8 & 0xff)
#define WIFSIGNALED(status)  (((status)&0x7f) != 0 && ((status)&0x7f) != 0x7f)
#define WTERMSIG(status)     ((status)&0x7f)
#define WIFSTOPPED(status)   (((status)&0xff) == 0x7f)
#define WSTOPSIG(status)     ((status) >> 8 & 0xff)
#define WIFCONTINUED(status) ((status) == WAIT_CONTINUED)

#endif
