#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE */
#include "memory.h"

#include <sys/mman.h>

#include "isa/machine.h"

static uint8_t *reserve(uint32_t bytes)
{
    void *host = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return host == MAP_FAILED ? NULL : host;
}

static void release(uint8_t *host, uint32_t bytes)
{
    if (host)
        munmap(host, bytes);
}

bool memory_init(struct memory *memory, uint32_t ram_bytes, uint32_t vram_bytes, uint32_t rom_bytes)
{
    *memory = (struct memory){.ram_bytes = ram_bytes, .vram_bytes = vram_bytes, .rom_bytes = rom_bytes};
    memory->ram = reserve(ram_bytes);
    memory->vram = reserve(vram_bytes);
    memory->rom = reserve(rom_bytes);
    if (memory->ram && memory->vram && memory->rom)
        return true;
    memory_fini(memory);
    return false;
}

void memory_fini(struct memory *memory)
{
    release(memory->ram, memory->ram_bytes);
    release(memory->vram, memory->vram_bytes);
    release(memory->rom, memory->rom_bytes);
    *memory = (struct memory){0};
}

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
