#include <sys/utsname.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    struct utsname names;
    bool all = false;

    tool_begin("uname",
               "usage: uname [-a]\nPrints the name of the system.\n  -a  with host, release, version and machine\n");
    while (tool_option(argc, argv, "a") != -1)
        all = true;
    if (uname(&names) != 0)
        tool_complain_errno("uname");
    else if (all)
        printf("%s %s %s %s %s\n", names.sysname, names.nodename, names.release, names.version, names.machine);
    else
        puts(names.sysname);
    return tool_end();
}
