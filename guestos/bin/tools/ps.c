#include <stdlib.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "tool.h"

#define NS_PER_MS 1000000u
#define ROOM      16 /* for processes that start meanwhile */

static void print(const struct procinfo *p, unsigned page_kib, bool all)
{
    unsigned long ms = (unsigned long)((p->user_ns + p->system_ns) / NS_PER_MS);

    printf("%4d %4d %4d %c %5u %5u %5u", (int)p->pid, (int)p->ppid, (int)p->pgid, p->state,
           (unsigned)p->size_pages * page_kib, (unsigned)p->resident_pages * page_kib,
           (unsigned)p->swapped_pages * page_kib);
    if (all)
        printf(" %5u %5u %3d", (unsigned)p->minor_faults, (unsigned)p->major_faults, p->nice);
    printf(" %4lu.%03lu %-8.16s %.32s\n", ms / 1000, ms % 1000, p->waits_for, p->name);
}

int main(int argc, char **argv)
{
    struct sysinfo info;
    bool all = false;

    tool_begin(
        "ps",
        "usage: ps [-l]\nLists the processes: state (R runs, S sleeps, T stopped, Z ended), KiB of\n"
        "address space, memory and swap, processor seconds, what it waits for, name.\n"
        "  -l  page faults without and with disk, nice value\n");
    while (tool_option(argc, argv, "lae") != -1)
        all = true;
    if (sysinfo(&info) != 0) {
        tool_complain_errno("sysinfo");
        return tool_end();
    }
    struct procinfo *list = calloc(info.processes + ROOM, sizeof *list);
    int count = list != NULL ? procinfo(list, info.processes + ROOM) : -1;
    if (count < 0) {
        tool_complain_errno("procinfo");
        return tool_end();
    }
    printf(" PID PPID PGID S  SIZE   MEM  SWAP%s     TIME WAITS    NAME\n", all ? " MINOR MAJOR  NI" : "");
    for (int i = 0; i < count && i < (int)(info.processes + ROOM); i++)
        print(&list[i], info.page_bytes / 1024, all);
    return tool_end();
}
