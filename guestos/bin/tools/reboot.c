#include <sys/sysinfo.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    tool_begin("reboot", "usage: reboot\nStarts the machine anew.\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    sync();
    reboot(REBOOT_RESTART, 0);
    tool_complain_errno("the machine");
    return tool_end();
}
