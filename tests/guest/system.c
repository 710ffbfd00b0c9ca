/* uname sysinfo procinfo policy getrandom reboot (its errors) */
#include <signal.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

#include "test.h"

static void names(void)
{
    struct utsname name;

    CHECK_EQUAL(uname(&name), 0);
    CHECK_TEXT(name.sysname, "Orchard");
    CHECK_ERROR(uname(BAD_POINTER), EFAULT);
}

static void counters(void)
{
    struct sysinfo info;
    struct procinfo *list = calloc(64, sizeof *list);
    int found = 0;

    CHECK_EQUAL(sysinfo(&info), 0);
    CHECK_EQUAL(info.page_bytes, 4096);
    CHECK(info.harts >= 1 && info.pages > 100 && info.processes >= 2 && info.uptime_ns > 0 && info.syscalls > 0);
    unsigned sum = 0;
    for (int i = 0; i < 16; i++)
        sum += info.pages_by_owner[i];
    CHECK(sum <= info.pages);
    CHECK_ERROR(sysinfo(BAD_POINTER), EFAULT);
    int count = procinfo(list, 64);
    CHECK(count >= 2);
    for (int i = 0; i < count && i < 64; i++)
        if (list[i].pid == getpid()) {
            found = 1;
            CHECK_EQUAL(list[i].state, 'R');
            CHECK_EQUAL(list[i].ppid, getppid());
            CHECK_TEXT(list[i].name, "system");
        }
    CHECK(found);
    CHECK_ERROR(procinfo(BAD_POINTER, 4), EFAULT);
    free(list);
}

static void policies(void)
{
    char old[POLICY_NAME_BYTES], again[POLICY_NAME_BYTES];

    for (int which = POLICY_SCHEDULER; which <= POLICY_PAGER; which++) {
        CHECK_EQUAL(policy(which, NULL, old), 0);
        CHECK(*old != '\0');
        CHECK_ERROR(policy(which, "nonsense", NULL), EINVAL);
        CHECK_EQUAL(policy(which, old, again), 0);
        CHECK_TEXT(again, old);
        CHECK_ERROR(policy(which, BAD_POINTER, NULL), EFAULT);
        CHECK_ERROR(policy(which, NULL, BAD_POINTER), EFAULT);
    }
    CHECK_EQUAL(policy(POLICY_PAGER, "fifo", old), 0);
    CHECK_EQUAL(policy(POLICY_PAGER, old, again), 0);
    CHECK_TEXT(again, "fifo");
    CHECK_ERROR(policy(99, NULL, old), EINVAL);
}

static void as_nobody(void)
{
    setuid(1000);
    CHECK_ERROR(reboot(REBOOT_HALT, 1), EPERM);
    CHECK_ERROR(policy(POLICY_PAGER, "fifo", NULL), EPERM);
    CHECK_ERROR(kill(1, 9), EPERM);
    _exit(test_failures);
}

static void privileges(void)
{
    CHECK_EQUAL(test_in_child(as_nobody), 0);
    CHECK_ERROR(reboot(77, 0), EINVAL);
}

static void randomness(void)
{
    unsigned a[4] = {0}, b[4] = {0};

    CHECK_EQUAL(getrandom(a, sizeof a, 0), sizeof a);
    CHECK_EQUAL(getrandom(b, sizeof b, 0), sizeof b);
    CHECK(memcmp(a, b, sizeof a) != 0);
    CHECK_ERROR(getrandom(BAD_POINTER, 4, 0), EFAULT);
}

int main(void)
{
    RUN(names);
    RUN(counters);
    RUN(policies);
    RUN(privileges);
    RUN(randomness);
    return REPORT("system");
}
