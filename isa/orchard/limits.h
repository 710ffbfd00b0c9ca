/* Limits of the system. */
#ifndef ORCHARD_LIMITS_H
#define ORCHARD_LIMITS_H

#define NAME_MAX    255   /* bytes of a file name, without the 0 */
#define PATH_MAX    1024  /* bytes of a path, with the 0 */
#define ARG_MAX     65536 /* bytes of arguments and environment, with their pointers */
#define OPEN_MAX    64    /* open files of a process */
#define LINK_MAX    32000
#define PIPE_BUF    4096 /* a write of at most so many bytes to a pipe is not mixed with others */
#define CHILD_MAX   120  /* processes of a user other than root */
#define SYMLOOP_MAX 8

/* Where things lie in a process's address space. */
#define USER_BASE        0x00010000u /* below it nothing is ever mapped, so that a null pointer faults */
#define USER_MMAP        0x40000000u /* mmap looks for room from here upward */
#define USER_STACK       0x80000000u /* end of the stack, and of all user addresses */
#define USER_STACK_BYTES 0x00800000u /* the stack may grow to so much */

#endif
