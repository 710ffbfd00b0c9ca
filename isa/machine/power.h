/* Power: ends or restarts the machine.  The instruction that writes here still retires, and is the last. */
#ifndef ISA_MACHINE_POWER_H
#define ISA_MACHINE_POWER_H

#define POWER_EXIT   0x00 /* WO: power off; the low 8 bits become the exit status of peach-emu */
#define POWER_REBOOT 0x04 /* WO: reset: harts and devices start anew, RAM and disks keep their content, time goes on */
#define POWER_PANIC  0x08 /* WO: power off as panicked (exit status 125); the value is reported */

#endif
