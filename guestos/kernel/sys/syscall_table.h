/* System calls: dispatch, and the prototypes of all handlers, from isa/orchard/syscalls.def.
 *
 * Handlers are sys_name; they take the call's arguments as the list says and return a value or -errno. */
#ifndef KERNEL_SYSCALL_TABLE_H
#define KERNEL_SYSCALL_TABLE_H

#include "isa/orchard/syscall.h"
#include "lib/base.h"

struct trapframe;

/* Perform the call whose registers these are and put its result there. */
void syscall_dispatch(struct trapframe *frame);

/* Quick calls by number, null for all others.  They take one argument at most, and neither sleep nor touch user memory, nor
 * look at the trap frame; their few instructions count as the caller's own time.  For entry.s.
 *
 * They run with interrupts off and must not trap: scratch2 holds the caller's sp, which a trap would take for the top of
 * the kernel's stack. */
extern int32_t (*const syscall_quick[SYS_LIMIT])(uint32_t argument);

#define VOID                                      void
#define INT                                       int32_t
#define UINT                                      uint32_t
#define HEX                                       uint32_t
#define FD                                        int32_t
#define PID                                       int32_t
#define SIG                                       int32_t
#define MODE                                      uint32_t
#define SIZE                                      uint32_t
#define OFF                                       int32_t
#define PATH                                      user_va
#define STR                                       user_va
#define IN                                        user_va
#define OUT                                       user_va
#define INOUT                                     user_va
#define ADDR                                      user_va
#define SYSCALL(number, name, result, count, ...) int32_t sys_##name(__VA_ARGS__);
#include "isa/orchard/syscalls.def"
#undef SYSCALL
#undef VOID
#undef INT
#undef UINT
#undef HEX
#undef FD
#undef PID
#undef SIG
#undef MODE
#undef SIZE
#undef OFF
#undef PATH
#undef STR
#undef IN
#undef OUT
#undef INOUT
#undef ADDR

#endif
