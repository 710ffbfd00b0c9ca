# Faults of the TLB, one after the other, and the handlers that serve them.
#
#     ./peach run roms/tlbfault.s
#
# Three pages of virtual memory start at PAGES.  The page table is an array of three words, in the form that tlbw takes.

        .include "print.inc"

        .equ    PAGES, 0x00400000

        .text
        .globl  _start
_start:
        la      a0, refill
        csrw    rvec, a0
        la      a0, trap
        csrw    tvec, a0
        li      s0, PAGES

        la      a0, first_load
        call    print
        lw      s1, [s0]
        call    print_refills

        la      a0, second_load
        call    print
        lw      s1, [s0]
        call    print_refills

        la      a0, clean_store
        call    print
        li      s1, 0x1234
        sw      s1, [s0 + 4]
        lw      s1, [s0 + 4]
        la      a0, it_holds
        call    print
        mv      a0, s1
        call    print_hex
        la      a0, new_line
        call    print

        la      a0, invalid_load
        call    print
        li      s2, PAGES + PAGE_BYTES
        lw      s1, [s2 + 8]
        call    print_refills

        la      a0, forbidden_store
        call    print
        li      s2, PAGES + 2 * PAGE_BYTES
        sw      s1, [s2]
        call    print_refills

        la      a0, after_flush
        call    print
        tlbia
        lw      s1, [s0]
        call    print_refills
        mv      a0, zero
        call    power_off

print_refills:
        push    s3, lr
        la      a0, refills_so_far
        call    print
        la      s3, refills
        lw      a0, [s3]
        call    print_number
        la      a0, new_line
        call    print
        pop     s3, lr
        ret

# No entry for the page: take it from the page table, whatever it says.  Code, table and counter lie in the linear
# window, so that nothing here faults.
refill:
        csrw    scratch0, a0
        csrw    scratch1, a1
        la      a1, refills
        lw      a0, [a1]
        addi    a0, a0, 1
        sw      a0, [a1]
        csrr    a0, badva
        extu    a0, a0, 12, 2
        la      a1, page_table
        lwx     a0, [a1 + a0 << 2]
        tlbw    a0
        csrr    a0, scratch0
        csrr    a1, scratch1
        eret

# Any other trap: say what it is, mend what can be mended.
trap:
        push    a0, a1, a2, a3, t0, s0, s1, lr
        la      a0, trap_is
        call    print
        csrr    s0, cause
        csrr    s1, badva
        la      a0, clean_page
        beqi    s0, CAUSE_CLEAN_STORE, 1f
        la      a0, invalid_page
        beqi    s0, CAUSE_INVALID_LOAD, 1f
        la      a0, forbidden_page
        beqi    s0, CAUSE_PROT_STORE, 1f
        la      a0, unexpected
        call    print
        mv      a0, s0
        call    print_number
        li      a0, 1
        call    power_off
1:      call    print
        mv      a0, s1
        call    print_hex
        la      a0, new_line
        call    print

        extu    a0, s1, 12, 2
        la      a1, page_table
        shadd   a1, a1, a0, 2
        lw      a0, [a1]
        beqi    s0, CAUSE_CLEAN_STORE, make_dirty
        beqi    s0, CAUSE_INVALID_LOAD, make_valid
        csrr    a0, epc                 # the store is given up
        addi    a0, a0, 4
        csrw    epc, a0
        j       leave
make_dirty:
        ori     a0, a0, TLB_D
        j       enter
make_valid:
        la      a0, frames + PAGE_BYTES - VA_LINEAR
        ori     a0, a0, TLB_V | TLB_R
enter:
        sw      a0, [a1]
        tlbw    a0                      # the trap has set TLBHI
leave:
        pop     a0, a1, a2, a3, t0, s0, s1, lr
        eret

        .data
        .balign 4
page_table:
        .word   frames - VA_LINEAR + TLB_V + TLB_R + TLB_W
        .word   0
        .word   frames + 2 * PAGE_BYTES - VA_LINEAR + TLB_V + TLB_R
        .word   0
refills:
        .word   0

        .bss
        .balign PAGE_BYTES
frames:
        .space  3 * PAGE_BYTES

        .rodata
first_load:
        .asciz  "load from page 0, which the TLB does not know\n"
second_load:
        .asciz  "load from page 0 again\n"
clean_store:
        .asciz  "first store to page 0, which is clean\n"
it_holds:
        .asciz  "  it holds "
invalid_load:
        .asciz  "load from page 1, which has no frame yet\n"
forbidden_store:
        .asciz  "store to page 2, which is read-only\n"
after_flush:
        .asciz  "load from page 0 after tlbia\n"
refills_so_far:
        .asciz  "  refills so far: "
trap_is:
        .asciz  "  trap: "
clean_page:
        .asciz  "store to a clean page at "
invalid_page:
        .asciz  "load from an invalid page at "
forbidden_page:
        .asciz  "store not permitted at "
unexpected:
        .asciz  "unexpected, cause "
new_line:
        .asciz  "\n"
