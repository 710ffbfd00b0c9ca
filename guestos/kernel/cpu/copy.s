# Copying that survives a fault in user memory, and whole pages.

        .text
        .balign 4

# uint32_t user_copy(void *to, const void *from, uint32_t bytes): 0 when done.  A page fault that cannot be served
# between user_copy and user_copy_end makes it return 1 (cpu/trap.c).
        .globl  user_copy
        .type   user_copy, @function
        .globl  user_copy_end
        .globl  user_copy_failed
user_copy:
        or      t0, a0, a1
        or      t0, t0, a2
        andi    t0, t0, 3
        bnei    t0, 0, 3f
        li      a3, 16
        bltu    a2, a3, 5f
6:      lw      a4, [a1]
        lw      a5, [a1 + 4]
        lw      t0, [a1 + 8]
        sw      a4, [a0]
        sw      a5, [a0 + 4]
        lw      a4, [a1 + 12]
        sw      t0, [a0 + 8]
        sw      a4, [a0 + 12]
        addi    a1, a1, 16
        addi    a0, a0, 16
        addi    a2, a2, -16
        bgeu    a2, a3, 6b
5:      beqi    a2, 0, 2f
1:      lw      t0, [a1]
        addi    a1, a1, 4
        addi    a2, a2, -4
        sw      t0, [a0]
        addi    a0, a0, 4
        bnei    a2, 0, 1b
2:      mv      a0, zero
        ret
3:      beqi    a2, 0, 2b
4:      lbu     t0, [a1]
        addi    a1, a1, 1
        addi    a2, a2, -1
        sb      t0, [a0]
        addi    a0, a0, 1
        bnei    a2, 0, 4b
        j       2b
user_copy_end:
user_copy_failed:
        li      a0, 1
        ret

# void page_zero(void *page)
        .globl  page_zero
        .type   page_zero, @function
page_zero:
        li      t0, 64
1:      swp     zero, zero, [a0]
        swp     zero, zero, [a0 + 8]
        swp     zero, zero, [a0 + 16]
        swp     zero, zero, [a0 + 24]
        swp     zero, zero, [a0 + 32]
        swp     zero, zero, [a0 + 40]
        swp     zero, zero, [a0 + 48]
        swp     zero, zero, [a0 + 56]
        addi    a0, a0, 64
        addi    t0, t0, -1
        bnei    t0, 0, 1b
        ret

# void page_copy(void *to, const void *from)
        .globl  page_copy
        .type   page_copy, @function
page_copy:
        li      t0, 128
1:      lwp     a2, a3, [a1]
        lwp     a4, a5, [a1 + 8]
        swp     a2, a3, [a0]
        swp     a4, a5, [a0 + 8]
        lwp     a2, a3, [a1 + 16]
        lwp     a4, a5, [a1 + 24]
        swp     a2, a3, [a0 + 16]
        swp     a4, a5, [a0 + 24]
        addi    a1, a1, 32
        addi    a0, a0, 32
        addi    t0, t0, -1
        bnei    t0, 0, 1b
        ret
