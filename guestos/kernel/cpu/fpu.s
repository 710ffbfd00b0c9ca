# Floating registers to and from memory (uint64_t[16]); floating point must be on.

        .text
        .balign 4

# void fpu_store(uint64_t *registers)
        .globl  fpu_store
        .type   fpu_store, @function
fpu_store:
        fsd     f0, [a0]
        fsd     f1, [a0 + 8]
        fsd     f2, [a0 + 16]
        fsd     f3, [a0 + 24]
        fsd     f4, [a0 + 32]
        fsd     f5, [a0 + 40]
        fsd     f6, [a0 + 48]
        fsd     f7, [a0 + 56]
        fsd     f8, [a0 + 64]
        fsd     f9, [a0 + 72]
        fsd     f10, [a0 + 80]
        fsd     f11, [a0 + 88]
        fsd     f12, [a0 + 96]
        fsd     f13, [a0 + 104]
        fsd     f14, [a0 + 112]
        fsd     f15, [a0 + 120]
        ret

# void fpu_fetch(const uint64_t *registers)
        .globl  fpu_fetch
        .type   fpu_fetch, @function
fpu_fetch:
        fld     f0, [a0]
        fld     f1, [a0 + 8]
        fld     f2, [a0 + 16]
        fld     f3, [a0 + 24]
        fld     f4, [a0 + 32]
        fld     f5, [a0 + 40]
        fld     f6, [a0 + 48]
        fld     f7, [a0 + 56]
        fld     f8, [a0 + 64]
        fld     f9, [a0 + 72]
        fld     f10, [a0 + 80]
        fld     f11, [a0 + 88]
        fld     f12, [a0 + 96]
        fld     f13, [a0 + 104]
        fld     f14, [a0 + 112]
        fld     f15, [a0 + 120]
        ret
