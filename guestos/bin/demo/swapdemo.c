/* Writes more memory than the machine has and reads every byte back: the pages in between were on the disk. */
#include <stdint.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "tool.h"

#define MIB (1024u * 1024u)

/* What a word at an index holds: no two pages are alike. */
static uint32_t expected(uint32_t i)
{
    return i * 2654435761u ^ 0x5bd1e995u;
}

/* Pages as MiB, rounded: a few pages more or less depend on what else the machine does. */
static unsigned to_mib(uint32_t pages, const struct sysinfo *info)
{
    return (pages * (info->page_bytes / 1024) + 512) / 1024;
}

int main(int argc, char **argv)
{
    struct sysinfo before, after;

    tool_begin("swapdemo", "usage: swapdemo [MIB]\nWrites MIB (16) MiB of memory, then verifies every byte.\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    uint32_t mib = optind < argc ? (uint32_t)tool_number(argv[optind], 1) : 16;
    uint32_t count = mib * (MIB / sizeof(uint32_t)), wrong = 0;
    sysinfo(&before);
    printf("memory %u KiB, swap %u KiB; writing %u KiB\n", before.pages * (before.page_bytes / 1024),
           before.swap_pages * (before.page_bytes / 1024), mib * 1024);
    uint32_t *words = mmap(NULL, (size_t)mib * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (words == MAP_FAILED) {
        tool_complain_errno("mmap");
        return tool_end();
    }
    for (uint32_t i = 0; i < count; i++)
        words[i] = expected(i);
    for (uint32_t i = 0; i < count; i++)
        wrong += words[i] != expected(i);
    sysinfo(&after);
    printf("%u MiB went to swap, %u MiB came back\n",
           to_mib(after.swapped_out_pages - before.swapped_out_pages, &after),
           to_mib(after.swapped_in_pages - before.swapped_in_pages, &after));
    if (wrong != 0)
        tool_complain("%u words are wrong", (unsigned)wrong);
    else
        printf("all %u bytes are right\n", (unsigned)(count * sizeof(uint32_t)));
    return tool_end();
}
