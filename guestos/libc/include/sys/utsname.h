/* POSIX: the name of the system. */
#ifndef _SYS_UTSNAME_H
#define _SYS_UTSNAME_H

#include <orchard/sysinfo.h>

int uname(struct utsname *result);

#endif
