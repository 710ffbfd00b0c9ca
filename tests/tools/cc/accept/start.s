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
        la      a0, thread_locals
        csrw    tp, a0
        la      a1, __tdata_start
        la      a2, __tdata_size
        add     a2, a1, a2
1:      bgeu    a1, a2, 2f
        lbu     a3, [a1]
        sb      a3, [a0]
        addi    a1, a1, 1
        addi    a0, a0, 1
        j       1b
2:      call    main
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

        .bss
        .balign 16
thread_locals:
        .space  4096
