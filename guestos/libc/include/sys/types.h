/* POSIX: scalar types. */
#ifndef _SYS_TYPES_H
#define _SYS_TYPES_H

#include <orchard/types.h>
#include <stddef.h>

typedef uint32_t useconds_t;
typedef int32_t suseconds_t;
typedef uint32_t id_t;
typedef uint32_t fsblkcnt_t;
typedef uint32_t fsfilcnt_t;

#endif
