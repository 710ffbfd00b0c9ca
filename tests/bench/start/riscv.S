# main() on QEMU's machine "virt": console at the UART, end by the test device.  With -D PAGED the program runs in user
# mode with Sv32 paging, 4 KiB pages, its addresses mapped to themselves; else in machine mode without.

        .equ    UART, 0x10000000
        .equ    TEST_DEVICE, 0x100000
        .equ    TEST_PASS, 0x5555
        .equ    TEST_FAIL, 0x3333
        .equ    RAM, 0x80000000
        .equ    MSTATUS_FS, 0x2000
        .equ    MSTATUS_MPP_MACHINE, 0x1800
        .equ    PMP_ALL, 0x1f
        .equ    SATP_SV32, 0x80000000
        .equ    CAUSE_USER_ECALL, 8
        .equ    CAUSE_MACHINE_ECALL, 11
        .equ    PTE_V, 1
        .equ    PTE_ALL, 0xdf           # valid, all access, user, accessed and dirty
        .equ    TABLES, 4               # of 4 MiB each
        .equ    PAGE_BYTES, 4096
        .equ    STACK_BYTES, 65536
        .equ    SYS_EXIT, 0
        .equ    SYS_PUT, 1
        .equ    SYS_NOW, 2
#ifdef PAGED
        .equ    MODE, MSTATUS_FS
#else
        .equ    MODE, MSTATUS_FS | MSTATUS_MPP_MACHINE
#endif

        .option arch, +zicsr
        .section .text.boot
        .globl  _start
_start:
        .option push
        .option norelax
        la      gp, __global_pointer$
        .option pop
        la      t0, trap
        csrw    mtvec, t0
        li      t0, -1
        csrw    pmpaddr0, t0
        li      t0, PMP_ALL
        csrw    pmpcfg0, t0

        la      t0, root + (RAM >> 22) * 4
        la      t1, tables
        srli    t1, t1, 2
        addi    t1, t1, PTE_V
        li      t2, TABLES
1:      sw      t1, 0(t0)
        addi    t0, t0, 4
        addi    t1, t1, PAGE_BYTES >> 2
        addi    t2, t2, -1
        bnez    t2, 1b

        la      t0, tables
        li      t1, (RAM >> 2) + PTE_ALL
        li      t2, TABLES * 1024
1:      sw      t1, 0(t0)
        addi    t0, t0, 4
        addi    t1, t1, PAGE_BYTES >> 2
        addi    t2, t2, -1
        bnez    t2, 1b

        la      t0, root
        srli    t0, t0, 12
        li      t1, SATP_SV32
        or      t0, t0, t1
        csrw    satp, t0
        sfence.vma
        la      sp, stack + STACK_BYTES
        la      t0, user
        csrw    mepc, t0
        li      t0, MODE
        csrw    mstatus, t0
        mret
user:   call    main
        li      a7, SYS_EXIT
        ecall

        .text
        .balign 4
trap:
        csrr    t0, mcause
        li      t1, CAUSE_USER_ECALL
        beq     t0, t1, 1f
        li      t1, CAUSE_MACHINE_ECALL
        bne     t0, t1, broken
1:      li      t0, SYS_PUT
        beq     a7, t0, put
        li      t0, SYS_NOW
        beq     a7, t0, now
        li      t0, TEST_PASS
        j       leave
put:    li      t0, UART
        sb      a0, 0(t0)
        j       back
now:    csrr    a1, minstreth
        csrr    a0, minstret
        csrr    t0, minstreth
        bne     a1, t0, now
back:   csrr    t0, mepc
        addi    t0, t0, 4
        csrw    mepc, t0
        mret
broken: li      t0, 1 << 16 | TEST_FAIL
leave:  li      t1, TEST_DEVICE
        sw      t0, 0(t1)
1:      j       1b

        .globl  target_put
target_put:
        li      a7, SYS_PUT
        ecall
        ret

        .globl  target_now
target_now:
        li      a7, SYS_NOW
        ecall
        ret

        .bss
        .balign PAGE_BYTES
root:   .space  PAGE_BYTES
tables: .space  TABLES * PAGE_BYTES
stack:  .space  STACK_BYTES
