/* RAM: checking and filling it. */
#include "rom.h"

uint32_t memory_checked;

/* A value that no other probed word has. */
static uint32_t pattern(uint32_t pa) {
    return pa ^ 0xa5c3f00fu;
}

/* A word in each MiB, its last, so that the very last word of RAM is one of them. */
static volatile uint32_t *probe(uint32_t pa) {
    memory_checked = pa + MIB - 4;
    return ram(memory_checked);
}

static void bad_memory(uint32_t wrote, uint32_t read) {
    complain(BOOT_FAILURE_MEMORY);
    print("address ");
    print_hex(memory_checked);
    print(" holds ");
    print_hex(read);
    print(" where ");
    print_hex(wrote);
    print(" was written");
    give_up(BOOT_FAILURE_MEMORY);
}

/* All words are written before the first is read again, so that two addresses of one cell are found. */
void check_memory(uint32_t ram_bytes) {
    static uint32_t saved[VA_LINEAR_BYTES / MIB];
    for (uint32_t pa = 0; pa + MIB <= ram_bytes; pa += MIB) {
        volatile uint32_t *word = probe(pa);
        saved[pa / MIB] = *word;
        *word = pattern(pa);
    }
    for (uint32_t pa = 0; pa + MIB <= ram_bytes; pa += MIB) {
        volatile uint32_t *word = probe(pa);
        uint32_t read = *word;
        if (read != pattern(pa))
            bad_memory(pattern(pa), read);
    }
    for (uint32_t pa = 0; pa + MIB <= ram_bytes; pa += MIB)
        *probe(pa) = saved[pa / MIB];
    memory_checked = 0;
}

/* Bytes that words can move: none when the two differ in alignment. */
static size_t word_part(const void *to, const void *from, size_t bytes) {
    return (((uintptr_t)to | (uintptr_t)from) & 3) ? 0 : bytes & ~(size_t)15;
}

void *memcpy(void *to, const void *from, size_t bytes) {
    size_t words = word_part(to, from, bytes);
    uint32_t *word_to = to;
    const uint32_t *word_from = from;
    for (uint32_t *end = word_to + words / 4; word_to != end; word_to += 4, word_from += 4) {
        word_to[0] = word_from[0];
        word_to[1] = word_from[1];
        word_to[2] = word_from[2];
        word_to[3] = word_from[3];
    }
    uint8_t *byte_to = (uint8_t *)word_to;
    const uint8_t *byte_from = (const uint8_t *)word_from;
    for (bytes -= words; bytes; bytes--)
        *byte_to++ = *byte_from++;
    return to;
}

void *memset(void *to, int value, size_t bytes) {
    size_t words = word_part(to, to, bytes);
    uint32_t *word_to = to, word = (uint8_t)value * 0x01010101u;
    for (uint32_t *end = word_to + words / 4; word_to != end; word_to += 4)
        word_to[0] = word_to[1] = word_to[2] = word_to[3] = word;
    uint8_t *byte_to = (uint8_t *)word_to;
    for (bytes -= words; bytes; bytes--)
        *byte_to++ = (uint8_t)value;
    return to;
}
