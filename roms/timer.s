# Timer interrupts: a loop counts as fast as it can and is interrupted every millisecond.  Time is the count of retired
# instructions, so that every run prints the same figures.
#
#     ./peach run roms/timer.s

        .include "print.inc"

        .equ    PERIOD_NS, 1000000
        .equ    TICKS, 5

        .text
        .globl  _start
_start:
        la      a0, tick
        csrw    tvec, a0
        li      s0, PERIOD_NS           # the next deadline
        li      s1, 0                   # ticks so far
        li      s2, 0                   # the loop's count
        csrw    timecmp, s0
        csrw    timecmph, zero
        li      a0, 1 << IRQ_TIMER
        csrw    ienable, a0
        li      a0, STATUS_IE
        csrw    status, a0
1:      addi    s2, s2, 1
        blti    s1, TICKS, 1b
        li      a0, 0
        call    power_off

# The interrupt.  The loop uses no register that is changed here but those that belong to both.
tick:
        csrr    s3, time
        addi    s1, s1, 1
        la      a0, tick_number
        call    print
        mv      a0, s1
        call    print_number
        la      a0, late_by
        call    print
        sub     a0, s3, s0
        call    print_number
        la      a0, counted
        call    print
        mv      a0, s2
        call    print_number
        la      a0, new_line
        call    print
        li      a0, PERIOD_NS
        add     s0, s0, a0
        csrw    timecmp, s0             # this also drops the interrupt line
        eret

        .rodata
tick_number:
        .asciz  "tick "
late_by:
        .asciz  ": instructions late "
counted:
        .asciz  ", the loop has counted to "
new_line:
        .asciz  "\n"
