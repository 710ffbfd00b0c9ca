/* Booting, in order: what the machine is, its memory, its kernel, its harts. */
#include "rom.h"

#include "isa/cause.h"
#include "isa/machine/info.h"
#include "isa/machine/intc.h"

uint32_t boot(void);
void report_trap(uint32_t cause, uint32_t epc, uint32_t badva);

void report_trap(uint32_t cause, uint32_t epc, uint32_t badva) {
    if (memory_checked) {
        complain(BOOT_FAILURE_MEMORY);
        print("nothing answers at address ");
        print_hex(memory_checked);
        give_up(BOOT_FAILURE_MEMORY);
    }
    complain(BOOT_FAILURE_TRAP);
    print("cause ");
    print_number(cause);
    print(" at ");
    print_hex(epc);
    print(", address ");
    print_hex(badva);
    give_up(BOOT_FAILURE_TRAP);
}

static void read_machine(struct boot_info *info) {
    memset(info, 0, sizeof *info);
    info->magic = BOOT_MAGIC;
    info->version = BOOT_VERSION;
    info->size_bytes = sizeof *info;
    info->ram_bytes = reg_read(PA_INFO + INFO_RAM_BYTES);
    info->hart_count = reg_read(PA_INFO + INFO_HARTS);
    info->seed = reg_read(PA_INFO + INFO_SEED);
    info->device_count = reg_read(PA_INFO + INFO_DEVICES);
    if (info->device_count > BOOT_DEVICES_MAX)
        info->device_count = BOOT_DEVICES_MAX;
    for (uint32_t i = 0; i < info->device_count; i++) {
        uint32_t entry = PA_INFO + INFO_DEVICE + i * INFO_DEVICE_BYTES;
        info->devices[i].class = reg_read(entry + INFO_DEVICE_CLASS);
        info->devices[i].base = reg_read(entry + INFO_DEVICE_BASE);
        info->devices[i].line = reg_read(entry + INFO_DEVICE_LINE);
        info->devices[i].space_bytes = reg_read(entry + INFO_DEVICE_SPACE);
    }
}

/* What the machine passes goes behind what the disk says; what does not fit is left out. */
static void append_command_line(struct boot_info *info) {
    uint32_t bytes = reg_read(PA_INFO + INFO_COMMAND_BYTES);
    if (bytes && info->command_bytes)
        info->command_line[info->command_bytes++] = ' ';
    for (uint32_t i = 0; i < bytes && info->command_bytes < BOOT_COMMAND_BYTES - 1; i++)
        info->command_line[info->command_bytes++] = (char)(reg_read(PA_INFO + INFO_COMMAND + (i & ~3u)) >> i % 4 * 8);
    info->command_line[info->command_bytes] = 0;
}

/* Is the word on the command line? */
static int has_word(const char *line, const char *word) {
    while (*line) {
        uint32_t same = 0;
        while (word[same] && line[same] == word[same])
            same++;
        if (!word[same] && (line[same] == 0 || line[same] == ' '))
            return 1;
        while (*line && *line != ' ')
            line++;
        while (*line == ' ')
            line++;
    }
    return 0;
}

static void announce(const struct boot_info *info) {
    if (has_word(info->command_line, "quiet"))
        return;
    print("Peach: ");
    print_kib(info->ram_bytes);
    print(", ");
    print_number(info->hart_count);
    print(info->hart_count == 1 ? " hart, kernel of " : " harts, kernel of ");
    print_kib(info->kernel_end - info->kernel_start);
    if (info->boot_disk == BOOT_NO_DISK) {
        print(" from the command line\n");
    } else {
        print(" from disk ");
        print_number(info->boot_disk);
        print("\n");
    }
}

/* The other harts have started before or after this one has cleared the table: call them until all have said that they
 * are here. */
static void gather_harts(struct boot_info *info) {
    for (uint32_t hart = 1; hart < info->hart_count; hart++) {
        volatile uint32_t *parked = &info->harts[hart].parked;
        reg_write(PA_INTC + INTC_IPI_SEND, 1u << hart);
        while (!*parked)
            ;
    }
}

/* Everything up to the kernel's first instruction; returns its address. */
uint32_t boot(void) {
    struct boot_info *info = ram(BOOT_INFO_PA);
    uint32_t ram_bytes = reg_read(PA_INFO + INFO_RAM_BYTES);
    if (ram_bytes < BOOT_RAM_MIN) {
        complain(BOOT_FAILURE_TOO_LITTLE_MEMORY);
        print("this machine has ");
        print_kib(ram_bytes);
        print("; it needs ");
        print_kib(BOOT_RAM_MIN);
        give_up(BOOT_FAILURE_TOO_LITTLE_MEMORY);
    }
    check_memory(ram_bytes);
    read_machine(info);
    info->kernel_entry = reg_read(PA_INFO + INFO_KERNEL_ENTRY);
    if (info->kernel_entry) {
        info->boot_disk = BOOT_NO_DISK;
        info->kernel_start = BOOT_KERNEL_PA;
        info->kernel_end = reg_read(PA_INFO + INFO_KERNEL_END);
        info->file_start = reg_read(PA_INFO + INFO_KERNEL_FILE);
        info->file_bytes = reg_read(PA_INFO + INFO_KERNEL_FILE_BYTES);
    } else {
        load_kernel(info);
    }
    append_command_line(info);
    announce(info);
    gather_harts(info);
    return info->kernel_entry;
}
