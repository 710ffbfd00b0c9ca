# Bare start of the test programs: main's result becomes the exit status.
    .include "isa/machine.h"
    .globl _start
    .section .text.boot, "ax", @progbits
_start:
    li sp, VA_LINEAR + 0x800000
    li t0, STATUS_FPU
    csrw status, t0
    call main
    li a1, PA_POWER
    sw a0, [a1]
1:  j 1b
