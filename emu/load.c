/* Files that a machine starts from: ROM, kernel, bare-metal program. */
#include "machine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "isa/elf_file.h"
#include "isa/machine.h"
#include "isa/machine/info.h"

#define FILE_BYTES_MAX ((off_t)256 << 20)

static bool fail(char *error, const char *path, const char *text)
{
    snprintf(error, PEACH_ERROR_BYTES, "%s: %s", path, text);
    return false;
}

/* The whole of a regular file, in memory that the caller frees; NULL with a line in error. */
static uint8_t *read_file(const char *path, size_t *length, char *error)
{
    uint8_t *bytes = NULL;
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        snprintf(error, PEACH_ERROR_BYTES, "cannot open '%s': %s; check its name and permissions", path,
                 strerror(errno));
        return NULL;
    }
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        fail(error, path, "not a regular file");
    else if (status.st_size == 0)
        fail(error, path, "the file is empty; build it again");
    else if (status.st_size > FILE_BYTES_MAX)
        fail(error, path, "larger than 256M, which no kernel or program is; a disk image goes with --disk");
    else if (!(bytes = malloc((size_t)status.st_size)))
        fail(error, path, "out of memory");
    size_t got = 0;
    while (bytes && got < (size_t)status.st_size) {
        ssize_t part = read(fd, bytes + got, (size_t)status.st_size - got);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0) {
            fail(error, path, part ? strerror(errno) : "the file became shorter while it was read");
            free(bytes);
            bytes = NULL;
            break;
        }
        got += (size_t)part;
    }
    close(fd);
    *length = got;
    return bytes;
}

bool peach_load_rom(struct peach *machine, const char *path, char *error)
{
    size_t length;
    uint8_t *bytes = read_file(path, &length, error);
    if (!bytes)
        return false;
    bool fits = length <= ROM_BYTES;
    machine->bus.memory.base_is_current = false;
    if (fits)
        memcpy(machine->bus.memory.rom, bytes, length);
    free(bytes);
    return fits || fail(error, path, "larger than the ROM's 64K");
}

/* Physical address of a segment: an address in the linear window means the RAM behind it. */
static uint32_t segment_pa(const struct elf_segment *segment)
{
    return segment->pa - VA_LINEAR < VA_LINEAR_BYTES ? segment->pa - VA_LINEAR : segment->pa;
}

static bool check_segments(const struct peach *machine, const struct elf_file *elf, const char *path, char *error)
{
    unsigned loaded = 0;
    for (unsigned i = 0; i < elf->segment_count; i++) {
        struct elf_segment segment;
        elf_file_segment(elf, i, &segment);
        if (segment.type != PT_LOAD || segment.memory_bytes == 0)
            continue;
        loaded++;
        if (!memory_ram(&machine->bus.memory, segment_pa(&segment), segment.memory_bytes)) {
            snprintf(error, PEACH_ERROR_BYTES,
                     "%s: segment of %u bytes at physical address 0x%08x does not fit into %uK of memory; "
                     "use a larger -m or link it lower",
                     path, segment.memory_bytes, segment_pa(&segment), machine->config.ram_bytes >> 10);
            return false;
        }
    }
    return loaded || fail(error, path, "no segment to load; link it with peach ld");
}

/* Keep an ELF file (which is freed when it does not fit). */
static bool adopt_elf(struct peach *machine, uint8_t *bytes, size_t length, const char *path, char *error)
{
    struct elf_file *elf = &(struct elf_file){0};
    free(machine->file);
    machine->file = bytes;
    machine->file_bytes = length;
    bool good = false;
    if (!elf_file_open(elf, bytes, length))
        fail(error, path, elf->error);
    else if (elf->type != ET_EXEC)
        fail(error, path, "not an executable; link it with peach ld");
    else if (elf->entry - VA_LINEAR >= machine->config.ram_bytes)
        fail(error, path,
             "its entry is not in RAM as the kernel sees it (0x80000000 and above), so that it cannot run bare; "
             "link it with -Ttext 0x80010000, or run it under Orchard");
    else
        good = check_segments(machine, elf, path, error);
    if (good)
        return true;
    free(machine->file);
    machine->file = NULL;
    return false;
}

static bool open_elf(struct peach *machine, const char *path, char *error)
{
    size_t length;
    uint8_t *bytes = read_file(path, &length, error);
    return bytes && adopt_elf(machine, bytes, length, path, error);
}

void machine_take_file(struct peach *machine, uint32_t length, struct state *state)
{
    char error[PEACH_ERROR_BYTES];
    if (length == 0)
        return;
    uint8_t *bytes = length <= FILE_BYTES_MAX ? malloc(length) : NULL;
    state_require(state, bytes);
    if (!bytes)
        return;
    state_bytes(state, bytes, length);
    state_require(state, adopt_elf(machine, bytes, length, "state file", error));
}

/* Copy the segments; returns the physical address of the first byte behind them. */
static uint32_t copy_segments(struct peach *machine, const struct elf_file *elf)
{
    uint32_t end = 0;
    for (unsigned i = 0; i < elf->segment_count; i++) {
        struct elf_segment segment;
        elf_file_segment(elf, i, &segment);
        if (segment.type != PT_LOAD || segment.memory_bytes == 0)
            continue;
        uint32_t pa = segment_pa(&segment);
        uint8_t *ram = memory_ram(&machine->bus.memory, pa, segment.memory_bytes);
        memcpy(ram, segment.data, segment.file_bytes);
        memset(ram + segment.file_bytes, 0, segment.memory_bytes - segment.file_bytes);
        bus_written(&machine->bus, pa, segment.memory_bytes);
        if (pa + segment.memory_bytes > end)
            end = pa + segment.memory_bytes;
    }
    return end;
}

/* Copy the kernel's file to the end of RAM when it fits there beside its segments. */
static void copy_file(struct peach *machine, struct info_kernel *kernel)
{
    uint32_t ram_bytes = machine->config.ram_bytes;
    if (machine->file_bytes > ram_bytes)
        return;
    uint32_t pa = (ram_bytes - (uint32_t)machine->file_bytes) & ~(uint32_t)(PAGE_BYTES - 1);
    if (pa < kernel->end)
        return;
    kernel->file = pa;
    kernel->file_bytes = (uint32_t)machine->file_bytes;
    memcpy(machine->bus.memory.ram + pa, machine->file, machine->file_bytes);
    bus_written(&machine->bus, pa, kernel->file_bytes);
}

void machine_place_file(struct peach *machine)
{
    struct elf_file elf;
    machine->bus.memory.base_is_current = false;
    elf_file_open(&elf, machine->file, machine->file_bytes);
    uint32_t end = copy_segments(machine, &elf);
    if (!machine->is_kernel) {
        machine->program_entry = elf.entry;
        return;
    }
    struct info_kernel kernel = {.entry = elf.entry, .end = end};
    copy_file(machine, &kernel);
    info_set_kernel(machine_device(machine, INFO_CLASS_INFO), kernel);
}

void machine_enter_program(struct peach *machine)
{
    for (unsigned i = 0; i < machine->cpu.hart_count; i++) {
        struct hart *hart = &machine->cpu.harts[i];
        hart->pc = machine->program_entry;
        hart->r[14] = VA_LINEAR + machine->config.ram_bytes; /* sp */
        hart->waits = i > 0;
        hart->ienable = i > 0 ? 1u << IRQ_IPI : 0;
    }
}

bool peach_load_kernel(struct peach *machine, const char *path, char *error)
{
    if (!open_elf(machine, path, error))
        return false;
    machine->is_kernel = true;
    machine_place_file(machine);
    return true;
}

bool peach_load_program(struct peach *machine, const char *path, char *error)
{
    if (!open_elf(machine, path, error))
        return false;
    machine->is_kernel = false;
    machine->has_program = true;
    machine_place_file(machine);
    machine_enter_program(machine);
    return true;
}

bool peach_load_binary(struct peach *machine, const char *path, char *error)
{
    size_t length;
    uint8_t *bytes = read_file(path, &length, error);
    if (!bytes)
        return false;
    bool fits = peach_write_memory(machine, 0, bytes, length);
    free(bytes);
    if (!fits)
        return fail(error, path, "larger than the guest's memory; use a larger -m");
    machine->has_program = true;
    machine->program_entry = VA_LINEAR;
    machine_enter_program(machine);
    return true;
}
