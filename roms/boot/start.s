# Reset: every hart starts here, in kernel mode, interrupts off.  Hart 0 boots, the others wait to be called.

        .include "isa/machine.h"
        .include "isa/machine/boot.h"
        .include "isa/machine/intc.h"

        .section .text.boot, "ax"
        .globl  _start
_start:
        la      t0, trap
        csrw    tvec, t0
        csrw    rvec, t0
        csrr    a1, hartid
        bnei    a1, 0, park

        la      a0, __bss_start         # after a reboot RAM keeps its content
        la      a2, __bss_end
1:      sw      zero, [a0]
        addi    a0, a0, 4
        bltu    a0, a2, 1b
        li      sp, VA_LINEAR + BOOT_KERNEL_PA
        call    boot                    # returns the kernel's entry
        mv      t0, a0
        li      a0, BOOT_INFO_VA
        li      a1, 0
        jr      t0

# The other harts.  An IPI is cleared before the entry is read, so that none is lost.
park:
        li      a0, BOOT_INFO_VA
        shadd   t0, a0, a1, 3           # struct boot_hart of this hart, less BOOT_HARTS_OFFSET
        sw      zero, [t0 + BOOT_HARTS_OFFSET + BOOT_HART_ENTRY]
        li      s0, PA_INTC
        li      s1, 1
        sll     s1, s1, a1
        li      s2, 1 << IRQ_IPI
        csrw    ienable, s2
        li      s2, 1
1:      sw      s1, [s0 + INTC_IPI_CLEAR]
        sw      s2, [t0 + BOOT_HARTS_OFFSET + BOOT_HART_PARKED]
        fence
        lw      s3, [t0 + BOOT_HARTS_OFFSET + BOOT_HART_ENTRY]
        bnei    s3, 0, 2f
        wfi
        j       1b
2:      sw      zero, [t0 + BOOT_HARTS_OFFSET + BOOT_HART_PARKED]
        csrw    ienable, zero
        jr      s3

# No trap is expected in the ROM but a bus fault of the memory check.
trap:
        csrr    a0, cause
        csrr    a1, epc
        csrr    a2, badva
        li      sp, VA_LINEAR + BOOT_KERNEL_PA
        call    report_trap
1:      wfi
        j       1b

# uint32_t wait_device(uint32_t ns): wait until a device line is raised, at most so long; the lines that are raised.
        .globl  wait_device
        .type   wait_device, @function
wait_device:
        csrr    a1, time
        csrr    a2, timeh
        add     a0, a0, a1
        sltu    a1, a0, a1
        add     a2, a2, a1
        csrw    timecmp, a0
        csrw    timecmph, a2
        li      a1, 1 << IRQ_TIMER | 1 << IRQ_DEVICE
        csrw    ienable, a1
        wfi
        csrw    ienable, zero
        csrr    a0, ipending
        li      a1, -1
        csrw    timecmph, a1
        ret

# void halt(void)
        .globl  halt
        .type   halt, @function
halt:
        csrw    ienable, zero
1:      wfi
        j       1b
