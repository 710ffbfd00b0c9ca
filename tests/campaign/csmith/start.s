# main() on the bare machine; its result is the exit status of peach-emu.
        .include "isa/machine.h"
        .include "isa/machine/power.h"

        .section .text.boot
        .globl  _start
_start:
        csrr    a0, status
        ori     a0, a0, STATUS_FPU
        csrw    status, a0
        mv      a0, zero
        mv      a1, zero
        call    main
        li      a1, PA_POWER
        sw      a0, [a1 + POWER_EXIT]
1:      j       1b
