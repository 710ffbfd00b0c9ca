/* From a disk to a kernel in memory: superblock, kernel file, ELF segments. */
#include "rom.h"

#include "isa/elf.h"
#include "isa/machine/disk.h"
#include "isa/orchard/fs.h"

#define SECTORS_PER_BLOCK (FS_BLOCK_BYTES / DISK_SECTOR_BYTES)

/* What is read first: the superblock, then the kernel's headers are in the file itself. */
static struct {
    struct fs_super super;
    uint8_t rest[FS_BLOCK_BYTES - sizeof(struct fs_super)];
} block __attribute__((aligned(8)));

/* CRC-32 of fs.h, four bytes a step. */
static uint32_t crc_table[4][256];

static void crc_prepare(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (0xedb88320u & (0u - (crc & 1)));
        crc_table[0][i] = crc;
    }
    for (uint32_t i = 0; i < 256; i++) {
        for (int slice = 1; slice < 4; slice++)
            crc_table[slice][i] = crc_table[slice - 1][i] >> 8 ^ crc_table[0][crc_table[slice - 1][i] & 0xff];
    }
}

/* data is aligned to 4. */
static uint32_t crc_of(const void *data, uint32_t bytes) {
    const uint32_t *word = data;
    uint32_t crc = ~0u;
    for (const uint32_t *end = word + bytes / 4; word != end; word++) {
        crc ^= *word;
        crc = crc_table[3][crc & 0xff] ^ crc_table[2][crc >> 8 & 0xff] ^ crc_table[1][crc >> 16 & 0xff] ^
              crc_table[0][crc >> 24];
    }
    const uint8_t *byte = (const uint8_t *)word;
    for (bytes %= 4; bytes; bytes--)
        crc = crc >> 8 ^ crc_table[0][(crc ^ *byte++) & 0xff];
    return ~crc;
}

/* Why the block is no superblock of a file system that fits its disk; NULL when it is one. */
static const char *super_problem(uint32_t sectors) {
    struct fs_super *super = &block.super;
    if (super->magic != FS_MAGIC)
        return "its first block is no superblock";
    uint32_t checksum = super->checksum;
    super->checksum = 0;
    uint32_t computed = crc_of(super, sizeof *super);
    super->checksum = checksum;
    if (computed != checksum)
        return "the superblock is damaged; make the image anew";
    if (super->version != FS_VERSION)
        return "its version is unknown to this ROM; make the image anew with this peach-mkfs";
    if (super->block_count > sectors / SECTORS_PER_BLOCK)
        return "the disk is smaller than its file system; the image has been cut off";
    return NULL;
}

/* The first disk that has a file system. */
static uint32_t find_file_system(void) {
    const char *problem = "the disk is empty";
    uint32_t count = disk_count();
    if (count == 0)
        fail(BOOT_FAILURE_NO_DISK, "start peach-emu with a disk image");
    for (uint32_t disk = 0; disk < count; disk++) {
        if (disk_sectors(disk) < SECTORS_PER_BLOCK)
            continue;
        disk_read(disk, 0, SECTORS_PER_BLOCK, (uint32_t)&block - VA_LINEAR);
        const char *here = super_problem(disk_sectors(disk));
        if (!here)
            return disk;
        problem = disk == 0 || block.super.magic == FS_MAGIC ? here : problem;
    }
    fail(BOOT_FAILURE_NO_FILE_SYSTEM, problem);
}

/* Read the kernel's file to the end of RAM. */
static void read_file(struct boot_info *info) {
    const struct fs_super *super = &block.super;
    uint32_t blocks = super->boot_bytes / FS_BLOCK_BYTES + (super->boot_bytes % FS_BLOCK_BYTES != 0);
    if (super->boot.blocks == 0 || super->boot_bytes == 0)
        fail(BOOT_FAILURE_NO_KERNEL, "make the image with peach-mkfs --kernel");
    if (blocks > super->boot.blocks || super->boot.start > super->block_count ||
        super->boot.blocks > super->block_count - super->boot.start)
        fail(BOOT_FAILURE_BAD_KERNEL, "its place on the disk is impossible; make the image anew");
    if (blocks > (info->ram_bytes - BOOT_KERNEL_PA) / FS_BLOCK_BYTES) {
        complain(BOOT_FAILURE_TOO_LITTLE_MEMORY);
        print("the kernel's file needs ");
        print_kib(blocks * FS_BLOCK_BYTES);
        give_up(BOOT_FAILURE_TOO_LITTLE_MEMORY);
    }
    info->file_bytes = super->boot_bytes;
    info->file_start = info->ram_bytes - blocks * FS_BLOCK_BYTES;
    disk_read(info->boot_disk, super->boot.start * SECTORS_PER_BLOCK, blocks * SECTORS_PER_BLOCK, info->file_start);
    if (crc_of(ram(info->file_start), info->file_bytes) != super->boot_checksum)
        fail(BOOT_FAILURE_BAD_KERNEL, "its checksum is wrong; make the image anew");
}

static uint32_t get16(const uint8_t *at) {
    return at[0] | (uint32_t)at[1] << 8;
}

static uint32_t get32(const uint8_t *at) {
    return get16(at) | get16(at + 2) << 16;
}

/* Copy one segment to its place.  True when it holds the entry. */
static int load_segment(struct boot_info *info, const uint8_t *header) {
    uint32_t offset = get32(header + 4), va = get32(header + 8), pa = get32(header + 12);
    uint32_t file_bytes = get32(header + 16), memory_bytes = get32(header + 20);
    if (pa >= VA_LINEAR && pa - VA_LINEAR < VA_LINEAR_BYTES)
        pa -= VA_LINEAR;
    if (file_bytes > memory_bytes || offset > info->file_bytes || file_bytes > info->file_bytes - offset)
        fail(BOOT_FAILURE_BAD_KERNEL, "a segment lies outside the file; link the kernel anew");
    if (pa < BOOT_KERNEL_PA)
        fail(BOOT_FAILURE_BAD_KERNEL, "a segment lies in the memory of the boot ROM; link the kernel at 0x80010000");
    if (pa > info->file_start || memory_bytes > info->file_start - pa) {
        complain(BOOT_FAILURE_TOO_LITTLE_MEMORY);
        print("the kernel ends at ");
        print_hex(pa + memory_bytes);
        print(", memory for it at ");
        print_hex(info->file_start);
        give_up(BOOT_FAILURE_TOO_LITTLE_MEMORY);
    }
    memcpy(ram(pa), (const uint8_t *)ram(info->file_start) + offset, file_bytes);
    memset((uint8_t *)ram(pa) + file_bytes, 0, memory_bytes - file_bytes);
    if (pa < info->kernel_start)
        info->kernel_start = pa;
    if (pa + memory_bytes > info->kernel_end)
        info->kernel_end = pa + memory_bytes;
    return info->kernel_entry >= va && info->kernel_entry - va < memory_bytes;
}

/* Offsets in the file header: System V ABI, chapter 4, "ELF Header". */
static void load_file(struct boot_info *info) {
    const uint8_t *file = ram(info->file_start);
    static const uint8_t ident[] = {0x7f, 'E', 'L', 'F', ELFCLASS32, ELFDATA2LSB, EV_CURRENT};
    for (uint32_t i = 0; i < sizeof ident; i++) {
        if (info->file_bytes < ELF_EHDR_BYTES || file[i] != ident[i])
            fail(BOOT_FAILURE_BAD_KERNEL, "not an ELF32 file; make the image with a kernel of peach-ld");
    }
    if (get16(file + 16) != ET_EXEC || get16(file + 18) != EM_PEACH)
        fail(BOOT_FAILURE_BAD_KERNEL, "not an executable for Peach; make the image with a kernel of peach-ld");
    uint32_t table = get32(file + 28), count = get16(file + 44);
    if (get16(file + 42) != ELF_PHDR_BYTES || table > info->file_bytes ||
        count * ELF_PHDR_BYTES > info->file_bytes - table)
        fail(BOOT_FAILURE_BAD_KERNEL, "its program headers lie outside the file; link the kernel anew");
    int entered = 0;
    info->kernel_entry = get32(file + 24);
    info->kernel_start = 0xffffffffu;
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *header = file + table + i * ELF_PHDR_BYTES;
        if (get32(header) == PT_LOAD && get32(header + 20))
            entered |= load_segment(info, header);
    }
    if (!entered || info->kernel_entry % 4)
        fail(BOOT_FAILURE_BAD_KERNEL, "its entry lies outside its segments; link the kernel anew");
}

void load_kernel(struct boot_info *info) {
    crc_prepare();
    info->boot_disk = find_file_system();
    read_file(info);
    load_file(info);
    block.super.command_line[sizeof block.super.command_line - 1] = 0;
    for (const char *c = block.super.command_line; *c; c++)
        info->command_line[info->command_bytes++] = *c;
}
