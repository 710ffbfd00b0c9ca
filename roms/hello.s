# The smallest program: a line on the console, then the power goes off.
#
#     ./peach run roms/hello.s

        .include "print.inc"

        .text
        .globl  _start
_start:
        la      a0, greeting
        call    print
        mv      a0, zero
        call    power_off

        .rodata
greeting:
        .asciz  "Hello, world!\n"
