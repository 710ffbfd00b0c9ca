# A kernel for the tests of the boot ROM: prints what it was given, wakes the other harts, powers off.
#
#   NEED=n     asks for n bytes of .bss
#   REBOOT=1   restarts the machine once

        .include "print.inc"
        .include "isa/machine/boot.h"

        .text
        .globl  _start
_start:
        la      sp, stack_end
        mv      s0, a0
        mv      s1, a1
        la      a0, text_kernel
        call    print
        lw      a0, [s0]                # magic
        call    print_hex
        la      a0, text_hart
        call    print
        mv      a0, s1
        call    print_number
        la      a0, text_ram
        call    print
        lw      a0, [s0 + 12]           # ram_bytes
        call    print_hex
        la      a0, text_harts
        call    print
        lw      s2, [s0 + 16]           # hart_count
        mv      a0, s2
        call    print_number
        la      a0, text_disk
        call    print
        lw      a0, [s0 + 40]           # boot_disk
        call    print_hex
        la      a0, text_file
        call    print
        lw      a0, [s0 + 32]           # file_start: the ELF magic stands there
        beqi    a0, 0, 1f
        addhi   a0, a0, VA_LINEAR >> 16
        lw      a0, [a0]
1:      call    print_hex
        la      a0, text_command
        call    print
        addi    a0, s0, BOOT_HARTS_OFFSET + BOOT_HARTS_MAX * BOOT_HART_BYTES + BOOT_DEVICES_MAX * 16
        call    print
        la      a0, text_end
        call    print

#ifdef REBOOT
        li      a0, VA_LINEAR + 0x80000 # a word that nothing clears
        lw      a1, [a0]
        li      a2, 0x600d
        beq     a1, a2, wake
        sw      a2, [a0]
        li      a1, PA_POWER
        sw      zero, [a1 + POWER_REBOOT]
        brk
#endif

wake:   li      s1, 1
2:      bge     s1, s2, 3f
        shadd   a0, s0, s1, 3
        la      a1, other_hart
        sw      a1, [a0 + BOOT_HARTS_OFFSET + BOOT_HART_ENTRY]
        li      a1, PA_INTC
        li      a2, 1
        sll     a2, a2, s1
        sw      a2, [a1 + INTC_IPI_SEND]
        la      a0, said
4:      lw      a1, [a0]
        bne     a1, s1, 4b
        addi    s1, s1, 1
        j       2b
3:      mv      a0, zero
        call    power_off

# Another hart arrives: it says so, then sleeps.
other_hart:
        la      sp, other_stack_end
        mv      s0, a0
        mv      s1, a1
        la      a0, text_hart
        call    print
        mv      a0, s1
        call    print_number
        la      a0, text_end
        call    print
        la      a0, said
        sw      s1, [a0]
5:      wfi
        j       5b

        .rodata
text_kernel:
        .asciz  "kernel: "
text_hart:
        .asciz  " hart "
text_ram:
        .asciz  " ram "
text_harts:
        .asciz  " harts "
text_disk:
        .asciz  " disk "
text_file:
        .asciz  " file "
text_command:
        .asciz  " ["
text_end:
        .asciz  "]\n"

        .bss
        .balign 8
said:   .space  8
        .space  1024
stack_end:
        .space  1024
other_stack_end:
#ifdef NEED
        .space  NEED
#endif
