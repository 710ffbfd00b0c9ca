# Where the boot ROM arrives: a0 is struct boot_info, a1 the number of the hart.

        .equ    STACK_BYTES, 8192

        .section .text.boot, "ax"
        .globl  _start
        .type   _start, @function
_start:
        la      t0, boot_stacks
        addi    a2, a1, 1
        muli    a2, a2, STACK_BYTES
        add     sp, t0, a2
        mv      fp, zero
        bnei    a1, 0, 1f
        call    kernel_main
1:      mv      a0, a1
        call    kernel_secondary
2:      j       2b

# One stack for each hart, 8 of them: the idle loops run on them.
        .section .bss
        .balign 4096
        .globl  boot_stacks
boot_stacks:
        .space  8 * STACK_BYTES
