# main() on QEMU's machine "virt" in machine mode: console at the UART, end by the test device.

        .equ    UART, 0x10000000
        .equ    TEST_DEVICE, 0x100000
        .equ    TEST_PASS, 0x5555
        .equ    MSTATUS_FS, 0x2000

        .option arch, +zicsr
        .section .text.boot
        .globl  _start
_start:
        la      sp, stack_end
        la      t0, broken
        csrw    mtvec, t0
        li      t0, MSTATUS_FS
        csrs    mstatus, t0
        call    main
        li      t1, TEST_PASS
leave:  li      t0, TEST_DEVICE
        sw      t1, 0(t0)
1:      j       1b

        .balign 4
broken: li      t1, 1 << 16 | 0x3333
        j       leave

        .text
        .globl  target_put
target_put:
        li      t0, UART
        sb      a0, 0(t0)
        ret

        .globl  target_now
target_now:
        csrr    a1, minstreth
        csrr    a0, minstret
        csrr    t0, minstreth
        bne     a1, t0, target_now
        ret

        .bss
        .balign 16
        .space  65536
stack_end:
