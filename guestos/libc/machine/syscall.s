# long syscall(long number, ...): the arguments lie on the stack (docs/abi.md); as many are read as any call has.
        .text
        .globl  syscall
        .type   syscall, @function
syscall:
        mv      t0, a0
        lw      a0, [sp + 0]
        lw      a1, [sp + 4]
        lw      a2, [sp + 8]
        lw      a3, [sp + 12]
        lw      a4, [sp + 16]
        lw      a5, [sp + 20]
        syscall
        j       __syscall_result
        .size   syscall, . - syscall
