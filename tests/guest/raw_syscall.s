# long test_raw_syscall(long number, const long arguments[6]): the kernel's result as it is.
        .text
        .globl  test_raw_syscall
        .type   test_raw_syscall, @function
test_raw_syscall:
        mv      t0, a0
        addi    sp, sp, -8
        sw      s0, [sp + 0]
        mv      s0, a1
        lw      a0, [s0 + 0]
        lw      a1, [s0 + 4]
        lw      a2, [s0 + 8]
        lw      a3, [s0 + 12]
        lw      a4, [s0 + 16]
        lw      a5, [s0 + 20]
        syscall
        lw      s0, [sp + 0]
        addi    sp, sp, 8
        ret
        .size   test_raw_syscall, . - test_raw_syscall
