/* POSIX: scalar types. */
#ifndef _SYS_TYPES_H
#define _SYS_TYPES_H

#include <orchard/types.h>
#include <stddef.h>
#include <sys/cdefs.h>

typedef uint32_t useconds_t;
typedef int32_t suseconds_t;
typedef uint32_t id_t;
typedef uint32_t fsblkcnt_t;
typedef uint32_t fsfilcnt_t;

/* By tradition. */
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned u_int;
typedef unsigned long u_long;
typedef unsigned short ushort;
typedef unsigned uint;
typedef unsigned long ulong;
typedef uint8_t u_int8_t;
typedef uint16_t u_int16_t;
typedef uint32_t u_int32_t;
typedef uint64_t u_int64_t;
typedef char *caddr_t;

#endif
