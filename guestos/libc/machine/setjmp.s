# setjmp and longjmp: where a jmp_buf has the registers that a function keeps.
        .macro  each_kept, pair, double
        \pair   s0, s1, [a0 + 0]
        \pair   s2, s3, [a0 + 8]
        \pair   s4, fp, [a0 + 16]
        \pair   sp, lr, [a0 + 24]
        \double fs0, [a0 + 32]
        \double fs1, [a0 + 40]
        \double fs2, [a0 + 48]
        \double fs3, [a0 + 56]
        \double fs4, [a0 + 64]
        \double fs5, [a0 + 72]
        .endm

        .text
        .globl  setjmp
        .globl  _setjmp
setjmp:
_setjmp:
        each_kept swp, fsd
        mv      a0, zero
        ret

        .globl  longjmp
        .globl  _longjmp
longjmp:
_longjmp:
        each_kept lwp, fld
        bnei    a1, 0, 1f
        addi    a1, zero, 1
1:      mv      a0, a1
        ret
