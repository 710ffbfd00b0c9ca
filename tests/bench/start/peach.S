# main() on the bare Peach machine.  With -D PAGED the program runs in user mode, every access through the TLB: memory is
# mapped at its addresses in the linear window, by a flat page table.  Else it runs in kernel mode, without the TLB.

        .include "isa/machine.h"
        .include "isa/machine/console.h"
        .include "isa/machine/power.h"

#ifdef PAGED
        .equ    MODE, STATUS_PUSER | STATUS_FPU
#else
        .equ    MODE, STATUS_FPU
#endif

        .equ    SYS_EXIT, 0
        .equ    SYS_PUT, 1
        .equ    SYS_NOW, 2
        .equ    PAGES, 16 << 20 >> PAGE_SHIFT
        .equ    STACK_BYTES, 65536

        .section .text.boot
        .globl  _start
_start:
        la      a0, refill
        csrw    rvec, a0
        la      a0, trap
        csrw    tvec, a0
        la      a1, page_table
        csrw    pgdir, a1
        li      a0, TLB_V | TLB_R | TLB_W | TLB_X | TLB_U | TLB_D
        li      a2, PAGES
        la      a3, etext - VA_LINEAR
        li      a4, ~TLB_X
1:      bltu    a0, a3, 2f              # behind the code nothing is executed
        and     a0, a0, a4
2:      sw      a0, [a1]
        addi    a1, a1, 4
        addi    a0, a0, PAGE_BYTES
        addi    a2, a2, -1
        bnei    a2, 0, 1b
        la      sp, stack + STACK_BYTES
        la      a0, user
        csrw    epc, a0
        li      a0, MODE
        csrw    status, a0
        eret
user:   call    main
        li      t0, SYS_EXIT
        syscall

# One level; addresses repeat every 16 MiB.
        .text
        .balign 4
refill:
        csrw    scratch0, a0
        csrw    scratch1, a1
        csrr    a0, badva
        csrr    a1, pgdir
        extu    a0, a0, PAGE_SHIFT, 12
        lwx     a0, [a1 + a0 << 2]
        tlbw    a0
        csrr    a0, scratch0
        csrr    a1, scratch1
        eret

# The three calls, number in t0; any other trap is a mistake of the kernel or of the compiler.
trap:
        csrw    scratch2, a2
        csrr    a2, cause
        bnei    a2, CAUSE_SYSCALL, broken
        beqi    t0, SYS_PUT, put
        beqi    t0, SYS_NOW, now
        li      a2, PA_POWER
        sw      a0, [a2 + POWER_EXIT]
put:    li      a2, PA_CONSOLE
        sw      a0, [a2 + CONSOLE_DATA]
        j       back
now:    csrr    a0, time
        csrr    a1, timeh
back:   csrr    a2, epc
        addi    a2, a2, 4
        csrw    epc, a2
        csrr    a2, scratch2
        eret
broken: li      a1, PA_POWER
        sw      a2, [a1 + POWER_PANIC]

        .globl  target_put
        .type   target_put, @function
target_put:
        li      t0, SYS_PUT
        syscall
        ret

        .globl  target_now
        .type   target_now, @function
target_now:
        li      t0, SYS_NOW
        syscall
        ret

        .bss
        .balign PAGE_BYTES
page_table:
        .space  4 * PAGES
stack:  .space  STACK_BYTES
