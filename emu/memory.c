#define _GNU_SOURCE /* memfd_create, MAP_ANONYMOUS, MAP_NORESERVE, madvise */
#include "memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "isa/machine.h"

/* What several machines share: the content of all memory at one moment, in a file without a name. */
struct memory_base {
    int fd;
    unsigned users;
};

/* Where the parts lie in a base's file. */
struct part {
    uint8_t **host;
    uint32_t bytes;
    off_t offset;
};
#define PARTS 3

static void list_parts(struct memory *memory, struct part parts[PARTS])
{
    off_t vram = (off_t)memory->ram_bytes, rom = vram + (off_t)memory->vram_bytes;
    parts[0] = (struct part){&memory->ram, memory->ram_bytes, 0};
    parts[1] = (struct part){&memory->vram, memory->vram_bytes, vram};
    parts[2] = (struct part){&memory->rom, memory->rom_bytes, rom};
}

/* Map one part: fresh zeros, or a private copy of a base's content; at its old address when it has one. */
static bool map_part(const struct part *part, const struct memory_base *base)
{
    int flags = MAP_PRIVATE | MAP_NORESERVE | (base ? 0 : MAP_ANONYMOUS) | (*part->host ? MAP_FIXED : 0);
    void *host =
        mmap(*part->host, part->bytes, PROT_READ | PROT_WRITE, flags, base ? base->fd : -1, base ? part->offset : 0);
    if (host == MAP_FAILED)
        return false;
    *part->host = host;
    return true;
}

static bool map_all(struct memory *memory, const struct memory_base *base)
{
    struct part parts[PARTS];
    list_parts(memory, parts);
    for (unsigned i = 0; i < PARTS; i++)
        if (!map_part(&parts[i], base))
            return false;
    return true;
}

static void release_base(struct memory_base *base)
{
    if (!base || --base->users)
        return;
    close(base->fd);
    free(base);
}

bool memory_init(struct memory *memory, uint32_t ram_bytes, uint32_t vram_bytes, uint32_t rom_bytes)
{
    *memory = (struct memory){.ram_bytes = ram_bytes, .vram_bytes = vram_bytes, .rom_bytes = rom_bytes};
    if (map_all(memory, NULL))
        return true;
    memory_fini(memory);
    return false;
}

void memory_fini(struct memory *memory)
{
    struct part parts[PARTS];
    list_parts(memory, parts);
    for (unsigned i = 0; i < PARTS; i++)
        if (*parts[i].host)
            munmap(*parts[i].host, parts[i].bytes);
    release_base(memory->base);
    *memory = (struct memory){0};
}

#ifdef __linux__
static int nameless_file(void)
{
    return memfd_create("peach memory", MFD_CLOEXEC);
}
#else
static int nameless_file(void)
{
    char path[] = "/tmp/peach-memory-XXXXXX";
    int fd = mkstemp(path);
    if (fd >= 0)
        unlink(path);
    return fd;
}
#endif

static bool page_is_zero(const uint8_t *page)
{
    return page[0] == 0 && memcmp(page, page + 1, PAGE_BYTES - 1) == 0;
}

/* Write a part's pages into the file, by runs; pages of zeros stay holes. */
static bool write_part(const struct part *part, int fd)
{
    const uint8_t *host = *part->host;
    for (uint32_t at = 0, end; at < part->bytes; at = end + PAGE_BYTES) {
        for (end = at; end < part->bytes && !page_is_zero(host + end);)
            end += PAGE_BYTES;
        while (at < end) {
            ssize_t done = pwrite(fd, host + at, end - at, part->offset + (off_t)at);
            if (done < 0 && errno == EINTR)
                continue;
            if (done <= 0)
                return false;
            at += (uint32_t)done;
        }
    }
    return true;
}

/* A file that holds all of memory as it is now; NULL when the host refuses. */
static struct memory_base *new_base(struct memory *memory)
{
    struct part parts[PARTS];
    struct memory_base *base = malloc(sizeof *base);
    if (!base)
        return NULL;
    *base = (struct memory_base){.fd = nameless_file(), .users = 1};
    list_parts(memory, parts);
    bool good = base->fd >= 0 && ftruncate(base->fd, parts[PARTS - 1].offset + (off_t)parts[PARTS - 1].bytes) == 0;
    for (unsigned i = 0; good && i < PARTS; i++)
        good = write_part(&parts[i], base->fd);
    if (good)
        return base;
    if (base->fd >= 0)
        close(base->fd);
    free(base);
    return NULL;
}

/* Make the base the memory's own content.  The mappings stay where they are. */
static bool rebase(struct memory *memory)
{
    struct memory_base *base = new_base(memory);
    if (!base)
        return false;
    release_base(memory->base);
    memory->base = base;
    memory->base_is_current = map_all(memory, base);
    return memory->base_is_current;
}

bool memory_share(struct memory *to, struct memory *from)
{
    if (!from->base_is_current && !rebase(from))
        return false;
    release_base(to->base);
    to->base = from->base;
    to->base->users++;
    to->base_is_current = map_all(to, to->base);
    return to->base_is_current;
}

#ifdef MADV_HUGEPAGE
/* Smaller pages would cost a fault each, which takes the host longer than to fill them. */
#define LARGE_PAGE_BYTES ((uintptr_t)2 << 20)

void memory_expect(void *bytes, size_t length)
{
    uintptr_t start = ((uintptr_t)bytes + LARGE_PAGE_BYTES - 1) & ~(LARGE_PAGE_BYTES - 1);
    uintptr_t end = ((uintptr_t)bytes + length) & ~(LARGE_PAGE_BYTES - 1);
    if (start < end)
        madvise((void *)start, end - start, MADV_HUGEPAGE); /* a host that has none goes on with what it has */
}
#else
void memory_expect(void *bytes, size_t length)
{
    (void)bytes;
    (void)length;
}
#endif

uint8_t *memory_ram(const struct memory *memory, uint32_t pa, size_t length)
{
    if (pa > memory->ram_bytes || length > memory->ram_bytes - pa)
        return NULL;
    return memory->ram + pa;
}

uint8_t *memory_page(const struct memory *memory, uint32_t pa, bool *writable, bool *executable)
{
    pa &= ~(uint32_t)(PAGE_BYTES - 1);
    bool ram = pa < memory->ram_bytes;
    bool vram = pa - PA_VRAM < memory->vram_bytes;
    bool rom = pa - PA_ROM < memory->rom_bytes;
    *writable = ram || vram;
    *executable = ram || rom;
    if (ram)
        return memory->ram + pa;
    if (vram)
        return memory->vram + (pa - PA_VRAM);
    return rom ? memory->rom + (pa - PA_ROM) : NULL;
}
