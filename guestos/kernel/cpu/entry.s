# Where traps arrive and leave, and where one process hands the hart to another.
#
# scratch2 holds the top of the process's kernel stack while a hart is in user mode, and 0 while it is in the kernel.
# scratch0 and scratch1 belong to the refill handler, scratch3 to struct hart.

        .equ    FRAME_BYTES, 80         # struct trapframe (cpu/trap.h)
        .equ    FRAME_CAUSE, 64         # status and cause
        .equ    FRAME_BADVA, 72
        .equ    SYS_LIMIT_SHIFT, 7      # SYS_LIMIT (orchard/syscall.h) is 2 to this
        .equ    HART_QUICK_CALLS, 0     # struct hart (cpu/hart.h)

# The parts of a frame at sp: a1 to fp; the interrupted sp (in t0) and lr with a0 and what the trap was; a1 to fp again.
        .macro  save_registers
        swp     a1, a2, [sp + 8]
        swp     a3, a4, [sp + 16]
        swp     a5, t0, [sp + 24]
        swp     s0, s1, [sp + 32]
        swp     s2, s3, [sp + 40]
        swp     s4, fp, [sp + 48]
        .endm
        .macro  save_trap
        swp     t0, lr, [sp + 56]
        csrr    t0, epc
        swp     t0, a0, [sp]
        csrr    t0, status
        csrr    a1, cause
        swp     t0, a1, [sp + FRAME_CAUSE]
        csrr    a2, badva
        sw      a2, [sp + FRAME_BADVA]
        .endm
        .macro  load_registers
        lwp     a1, a2, [sp + 8]
        lwp     a3, a4, [sp + 16]
        lwp     a5, t0, [sp + 24]
        lwp     s0, s1, [sp + 32]
        lwp     s2, s3, [sp + 40]
        lwp     s4, fp, [sp + 48]
        .endm

        .text
        .balign 4

# TLB refill: the entry is what the page tables say, valid or not; an invalid one leads to a page fault.  The tables
# lie in the linear window, so that nothing here can fault.
        .globl  refill_entry
        .type   refill_entry, @function
refill_entry:
        csrw    scratch0, a0
        csrw    scratch1, a1
        csrr    a0, badva
        csrr    a1, pgdir
        srli    a0, a0, 22
        lwx     a1, [a1 + a0 << 2]
        csrr    a0, badva
        extu    a0, a0, 12, 10
        lwx     a1, [a1 + a0 << 2]
        tlbw    a1
        csrr    a0, scratch0
        csrr    a1, scratch1
        eret

# All other traps.
        .globl  trap_entry
        .type   trap_entry, @function
trap_entry:
        csrx    sp, scratch2, sp
        beqi    sp, 0, from_kernel
        addi    sp, sp, -FRAME_BYTES
        swp     a1, a2, [sp + 8]
        csrr    a1, cause
        beqi    a1, CAUSE_SYSCALL, system_call
other_trap:
        lw      a1, [sp + 8]
        save_registers
        csrx    t0, scratch2, zero
        save_trap
        mv      fp, zero
        mv      a0, sp
        call    trap_user

# Back to user mode; sp is the process's trap frame, the last thing on its kernel stack.
        .globl  trap_return
        .type   trap_return, @function
trap_return:
        lwp     t0, lr, [sp]
        csrw    epc, t0
        lw      t0, [sp + FRAME_CAUSE]
        csrw    status, t0
        addi    t0, sp, FRAME_BYTES
        csrw    scratch2, t0
        mv      a0, lr
        load_registers
        lw      lr, [sp + 60]
        lw      sp, [sp + 56]
        eret

# A quick call (sys/syscall_table.h) needs no trap frame: it is answered with the caller's registers where they are.  What
# an interrupt has to say comes by the next one, right behind the eret.
system_call:
        srli    a1, t0, SYS_LIMIT_SHIFT
        bnei    a1, 0, other_trap
        la      a1, syscall_quick
        lwx     a1, [a1 + t0 << 2]
        beqi    a1, 0, other_trap
        swp     a3, a4, [sp + 16]
        swp     a5, t0, [sp + 24]
        sw      lr, [sp + 60]
        csrr    a2, scratch3
        lw      a3, [a2 + HART_QUICK_CALLS]
        addi    a3, a3, 1
        sw      a3, [a2 + HART_QUICK_CALLS]
        jalr    lr, a1, 0
        csrr    a1, epc
        addi    a1, a1, 4
        csrw    epc, a1
        lwp     a1, a2, [sp + 8]
        lwp     a3, a4, [sp + 16]
        lwp     a5, t0, [sp + 24]
        lw      lr, [sp + 60]
        addi    sp, sp, FRAME_BYTES
        csrx    sp, scratch2, sp
        eret

from_kernel:
        csrx    sp, scratch2, sp
        addi    sp, sp, -FRAME_BYTES
        save_registers
        addi    t0, sp, FRAME_BYTES
        save_trap
        mv      a0, sp
        call    trap_kernel
        lwp     t0, a0, [sp]
        csrw    epc, t0
        lw      t0, [sp + FRAME_CAUSE]
        csrw    status, t0
        load_registers
        lw      lr, [sp + 60]
        addi    sp, sp, FRAME_BYTES
        eret

# void context_switch(uint32_t *save_sp, uint32_t load_sp): leave one kernel stack, go on where another was left.
        .globl  context_switch
        .type   context_switch, @function
context_switch:
        addi    sp, sp, -32
        swp     s0, s1, [sp]
        swp     s2, s3, [sp + 8]
        swp     s4, fp, [sp + 16]
        sw      lr, [sp + 24]
        sw      sp, [a0]
        mv      sp, a1
        lwp     s0, s1, [sp]
        lwp     s2, s3, [sp + 8]
        lwp     s4, fp, [sp + 16]
        lw      lr, [sp + 24]
        addi    sp, sp, 32
        ret

# Where a new process's first switch goes (proc/process.c prepares it): s0 is 0 and a trap frame follows, or s0 is a
# kernel thread's function and s1 its argument.
        .globl  context_start
        .type   context_start, @function
context_start:
        mv      fp, zero
        call    sched_started
        beqi    s0, 0, user_start
        mv      a0, s1
        jalr    lr, s0, 0
        call    thread_returned
user_start:
        mv      a0, sp
        call    trap_first_return
        j       trap_return

# void thread_to_user(struct trapframe *frame): a kernel thread that has become a process goes to user mode.
        .globl  thread_to_user
        .type   thread_to_user, @function
thread_to_user:
        mv      sp, a0
        call    trap_first_return
        j       trap_return
