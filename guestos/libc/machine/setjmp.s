# setjmp and longjmp: a jmp_buf is s0 s1, s2 s3, s4 fp, sp lr, fs0 .. fs5.
        .text
        .globl  setjmp
        .globl  _setjmp
setjmp:
_setjmp:
        swp     s0, s1, [a0 + 0]
        swp     s2, s3, [a0 + 8]
        swp     s4, fp, [a0 + 16]
        swp     sp, lr, [a0 + 24]
        fsd     fs0, [a0 + 32]
        fsd     fs1, [a0 + 40]
        fsd     fs2, [a0 + 48]
        fsd     fs3, [a0 + 56]
        fsd     fs4, [a0 + 64]
        fsd     fs5, [a0 + 72]
        mv      a0, zero
        ret

        .globl  longjmp
        .globl  _longjmp
longjmp:
_longjmp:
        lwp     s0, s1, [a0 + 0]
        lwp     s2, s3, [a0 + 8]
        lwp     s4, fp, [a0 + 16]
        lwp     sp, lr, [a0 + 24]
        fld     fs0, [a0 + 32]
        fld     fs1, [a0 + 40]
        fld     fs2, [a0 + 48]
        fld     fs3, [a0 + 56]
        fld     fs4, [a0 + 64]
        fld     fs5, [a0 + 72]
        bnei    a1, 0, 1f
        addi    a1, zero, 1
1:      mv      a0, a1
        ret
