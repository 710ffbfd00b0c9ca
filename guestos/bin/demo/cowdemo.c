/* fork copies no memory: a page is copied when one of the two writes it. */
#include <string.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

#define PAGES   64
#define WRITTEN 10

static char *area;
static unsigned page;

static unsigned copies(void)
{
    struct sysinfo info;

    sysinfo(&info);
    page = info.page_bytes;
    return info.faults[FAULT_COPY];
}

/* The child reads all pages, then writes some; its exit status tells whether it saw what the parent wrote.  First it lets the
 * two settle: both write to their stacks, and the kernel counts for all. */
static _Noreturn void child(void)
{
    copies();
    usleep(1000);
    unsigned sum = 0, start = copies();

    for (unsigned i = 0; i < PAGES; i++)
        sum += (unsigned char)area[i * page];
    printf("child: read %d pages: %u copied\n", PAGES, copies() - start);
    fflush(stdout);
    start = copies();
    for (unsigned i = 0; i < WRITTEN; i++)
        area[i * page] = 'c';
    unsigned copied = copies() - start;
    printf("child: wrote %d pages: %u copied\n", WRITTEN, copied);
    fflush(stdout);
    _exit(sum == PAGES * 'p' && copied >= WRITTEN && copied < PAGES ? 0 : 1);
}

int main(int argc, char **argv)
{
    int status = 0;

    tool_begin("cowdemo",
               "usage: cowdemo\nShows with the kernel's counters that fork copies a page only when it is written.\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    copies();
    area = mmap(NULL, PAGES * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (area == MAP_FAILED) {
        tool_complain_errno("mmap");
        return tool_end();
    }
    memset(area, 'p', PAGES * page);
    printf("parent: %d pages written, forking\n", PAGES);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0)
        child();
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        tool_complain_errno("fork");
    for (unsigned i = 0; i < PAGES * page; i++)
        if (area[i] != 'p') {
            tool_complain("byte %u has changed", i);
            break;
        }
    if (status != 0)
        tool_complain("the child counted otherwise");
    else
        printf("parent: its own pages are unchanged\n");
    return tool_end();
}
