# Programs on the bare machine: start, stop, and a fence around each.
        .include "isa/machine.h"
        .include "isa/machine/power.h"

        .section .text.boot
        .globl  _start
_start:
        csrr    a0, status
        ori     a0, a0, STATUS_FPU
        csrw    status, a0
        la      a0, trap
        csrw    tvec, a0
        csrw    rvec, a0
        li      a0, 1 << IRQ_TIMER
        csrw    ienable, a0
        call    main
        li      a1, PA_POWER
        sw      a0, [a1 + POWER_EXIT]
1:      j       1b

# unsigned run_fenced(void (*program)(void), unsigned insns)
# 0 when the program returned, else the CAUSE of the trap that ended it: the timer's once it has run that many instructions.
        .text
        .globl  run_fenced
run_fenced:
        addi    sp, sp, -80
        swp     s0, s1, [sp + 0]
        swp     s2, s3, [sp + 8]
        swp     s4, fp, [sp + 16]
        sw      lr, [sp + 24]
        fsd     fs0, [sp + 32]
        fsd     fs1, [sp + 40]
        fsd     fs2, [sp + 48]
        fsd     fs3, [sp + 56]
        fsd     fs4, [sp + 64]
        fsd     fs5, [sp + 72]
        la      a2, fence
        sw      sp, [a2]
        csrr    a2, time
        csrr    a3, timeh
        add     a4, a2, a1
        sltu    a5, a4, a2
        add     a3, a3, a5
        csrw    timecmp, a4
        csrw    timecmph, a3
        csrr    a2, status
        ori     a2, a2, STATUS_IE
        csrw    status, a2
        call    a0
        csrr    a2, status
        xori    a2, a2, STATUS_IE
        csrw    status, a2
        mv      a0, zero
leave:
        lwp     s0, s1, [sp + 0]
        lwp     s2, s3, [sp + 8]
        lwp     s4, fp, [sp + 16]
        lw      lr, [sp + 24]
        fld     fs0, [sp + 32]
        fld     fs1, [sp + 40]
        fld     fs2, [sp + 48]
        fld     fs3, [sp + 56]
        fld     fs4, [sp + 64]
        fld     fs5, [sp + 72]
        addi    sp, sp, 80
        ret

trap:
        la      a1, fence
        lw      sp, [a1]
        csrr    a0, cause
        j       leave

        .bss
        .balign 4
fence:                                  # the stack pointer of the program's caller
        .space  4
