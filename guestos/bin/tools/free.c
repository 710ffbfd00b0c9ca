#include <sys/sysinfo.h>
#include <unistd.h>

#include "tool.h"

#define FRAME_OWNER_TEXT(number, name, text) text,

static const char *const owners[] = {FRAME_OWNERS(FRAME_OWNER_TEXT)};
static const char *const faults[] = {FAULT_KINDS(FRAME_OWNER_TEXT)};

int main(int argc, char **argv)
{
    struct sysinfo info;
    bool details = false;

    tool_begin(
        "free",
        "usage: free [-v]\nTells how memory and swap are used, in KiB.\n  -v  by owner, and page faults by kind\n");
    while (tool_option(argc, argv, "v") != -1)
        details = true;
    if (sysinfo(&info) != 0) {
        tool_complain_errno("sysinfo");
        return tool_end();
    }
    unsigned kib = info.page_bytes / 1024, none = info.pages_by_owner[FRAME_FREE],
             cache = info.pages_by_owner[FRAME_CACHE];
    printf("         total     used     free    cache\n");
    printf("Mem: %9u%9u%9u%9u\n", info.pages * kib, (info.pages - none) * kib, none * kib, cache * kib);
    printf("Swap:%9u%9u%9u\n", info.swap_pages * kib, (info.swap_pages - info.swap_free_pages) * kib,
           info.swap_free_pages * kib);
    if (details) {
        printf("\n");
        for (unsigned i = 0; i < sizeof owners / sizeof owners[0]; i++)
            printf("%9u  %s\n", info.pages_by_owner[i] * kib, owners[i]);
        printf("\n%9u  pages read from swap\n%9u  pages written to swap\n", info.swapped_in_pages,
               info.swapped_out_pages);
        for (unsigned i = 0; i < sizeof faults / sizeof faults[0]; i++)
            printf("%9u  faults: %s\n", info.faults[i], faults[i]);
    }
    return tool_end();
}
