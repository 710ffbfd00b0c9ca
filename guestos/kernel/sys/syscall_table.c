/* System calls: from the trap to the handler. */
#include "sys/syscall_table.h"

#include "cpu/hart.h"
#include "cpu/trap.h"
#include "proc/process.h"

/* For each call a function that spreads the argument registers over the handler's parameters. */
#define ARGUMENTS_0(a)
#define ARGUMENTS_1(a) (a)[0]
#define ARGUMENTS_2(a) (a)[0], (a)[1]
#define ARGUMENTS_3(a) (a)[0], (a)[1], (a)[2]
#define ARGUMENTS_4(a) (a)[0], (a)[1], (a)[2], (a)[3]
#define ARGUMENTS_5(a) (a)[0], (a)[1], (a)[2], (a)[3], (a)[4]
#define ARGUMENTS_6(a) (a)[0], (a)[1], (a)[2], (a)[3], (a)[4], (a)[5]
#define SYSCALL(number, name, result, count, ...) \
    static int32_t call_##name(const uint32_t *a) \
    {                                             \
        (void)a;                                  \
        return sys_##name(ARGUMENTS_##count(a));  \
    }
#include "isa/orchard/syscalls.def"
#undef SYSCALL

#define SYSCALL(number, name, result, count, ...) [number] = call_##name,
static int32_t (*const handlers[SYS_LIMIT])(const uint32_t *) = {
#include "isa/orchard/syscalls.def"
};
#undef SYSCALL

_Static_assert(SYS_LIMIT == 1 << 7, "entry.s");
_Static_assert(offsetof(struct hart, quick_calls) == 0, "entry.s");

#define QUICK(name) [SYS_##name] = (int32_t(*)(uint32_t))(void (*)(void))sys_##name
int32_t (*const syscall_quick[SYS_LIMIT])(uint32_t) = {
    QUICK(getpid),  QUICK(getuid), QUICK(geteuid), QUICK(getgid),
    QUICK(getegid), QUICK(setuid), QUICK(setgid),  QUICK(umask),
};

void syscall_dispatch(struct trapframe *frame)
{
    struct process *self = process_self();
    uint32_t number = frame->r[REG_T0];
    hart_self()->syscalls++;
    self->syscall_number = number;
    self->syscall_argument = frame->r[REG_A0];
    self->in_syscall = true;
    int32_t result = number < SYS_LIMIT && handlers[number] ? handlers[number](&frame->r[REG_A0]) : -ENOSYS;
    /* exec and sigreturn have put new registers into the frame. */
    if (!self->in_syscall)
        return;
    frame->r[REG_A0] = (uint32_t)result;
    frame->r[REG_PC] += INSN_BYTES;
}
