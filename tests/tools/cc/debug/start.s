# Bare start of the programs that are looked at while they run: probe() does nothing.
    .include "isa/machine.h"
    .globl _start, probe
    .section .text.boot, "ax", @progbits
_start:
    li sp, VA_LINEAR + 0x800000
    li t0, STATUS_FPU
    csrw status, t0
    call main
    li a1, PA_POWER
    sw a0, [a1]
1:  j 1b
probe:
    ret
