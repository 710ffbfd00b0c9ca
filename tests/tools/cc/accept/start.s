# Around main of a program without operating system: floating point on, the exit status to the power device.

        .include "isa/machine.h"
        .include "isa/machine/console.h"
        .include "isa/machine/power.h"

        .text
        .globl  _start
_start:
        li      a0, STATUS_FPU
        csrw    status, a0
        li      fp, 0
        call    main
        .globl  exit
exit:
        li      a1, PA_POWER
        sw      a0, [a1 + POWER_EXIT]
1:      j       1b

# void print_char(int c)
        .globl  print_char
print_char:
        li      a1, PA_CONSOLE
        sw      a0, [a1 + CONSOLE_DATA]
        ret
