#include <string.h>
#include <sys/sysinfo.h>

#include "tool.h"

#define USAGE                                                            \
    "usage: policy [scheduler|pager [NAME]]\n"                           \
    "Prints the policies of the kernel, or chooses one while it runs.\n" \
    "  schedulers: mlfq rr   pagers: clock fifo\n"

static const char *const kinds[] = {[POLICY_SCHEDULER] = "scheduler", [POLICY_PAGER] = "pager"};

static void show(int which)
{
    char name[POLICY_NAME_BYTES];

    if (policy(which, NULL, name) != 0)
        tool_complain_errno(kinds[which]);
    else
        printf("%s %s\n", kinds[which], name);
}

static int find_kind(const char *word)
{
    for (int which = 0; which < 2; which++) {
        if (strcmp(word, kinds[which]) == 0)
            return which;
    }
    tool_usage();
}

int main(int argc, char **argv)
{
    tool_begin("policy", USAGE);
    while (tool_option(argc, argv, "") != -1)
        continue;
    if (argc > 3)
        tool_usage();
    if (argc == 1) {
        show(POLICY_SCHEDULER);
        show(POLICY_PAGER);
        return tool_end();
    }
    int which = find_kind(argv[1]);
    if (argc == 2)
        show(which);
    else if (policy(which, argv[2], NULL) != 0)
        tool_complain_errno(argv[2]);
    return tool_end();
}
