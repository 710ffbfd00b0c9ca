# Where the kernel enters a program: sp points to argc, argv follows (docs/abi.md, "Processes").
        .text
        .globl  _start
_start:
        lw      a0, [sp + 0]
        addi    a1, sp, 4
        mv      fp, zero
        call    __libc_start
