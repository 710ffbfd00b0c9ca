#include <sys/sysinfo.h>
#include <unistd.h>

#include "tool.h"

#define NS_PER_MS 1000000u
#define LOAD_ONE  65536.0

int main(int argc, char **argv)
{
    struct sysinfo info;

    tool_begin("uptime", "usage: uptime\nTells how long the system runs and how busy it is.\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    if (sysinfo(&info) != 0) {
        tool_complain_errno("sysinfo");
        return tool_end();
    }
    unsigned long ms = (unsigned long)(info.uptime_ns / NS_PER_MS);
    unsigned long seconds = ms / 1000;
    printf("up %lu:%02lu:%02lu.%03lu, %u processes, %u runnable, load %.2f %.2f %.2f\n", seconds / 3600,
           seconds / 60 % 60, seconds % 60, ms % 1000, (unsigned)info.processes, (unsigned)info.runnable,
           info.load[0] / LOAD_ONE, info.load[1] / LOAD_ONE, info.load[2] / LOAD_ONE);
    printf("%llu system calls, %llu interrupts, %llu context switches\n", (unsigned long long)info.syscalls,
           (unsigned long long)info.interrupts, (unsigned long long)info.context_switches);
    return tool_end();
}
