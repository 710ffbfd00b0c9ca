#include <sys/sysinfo.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    tool_begin("halt", "usage: halt [STATUS]\nSwitches the machine off; the emulator ends with STATUS (0).\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    sync();
    reboot(REBOOT_HALT, optind < argc ? (int)tool_number(argv[optind], 0) : 0);
    tool_complain_errno("the machine");
    return tool_end();
}
