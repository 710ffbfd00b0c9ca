/* The sandbox on Linux: system calls by seccomp, files by Landlock where the kernel has it. */
#define _GNU_SOURCE /* syscall, O_PATH, CLONE_THREAD */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

/* The leak checker of a sanitized build looks at its process from a second one when everything is over: by calls that a
 * machine does not need, and by reading /proc. */
static const int checker[] = {
    SCMP_SYS(clone), SCMP_SYS(clone3), SCMP_SYS(ptrace), SCMP_SYS(prctl), SCMP_SYS(wait4), SCMP_SYS(openat),
    SCMP_SYS(open), SCMP_SYS(getdents), SCMP_SYS(getdents64), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(mmap), SCMP_SYS(mprotect),
    SCMP_SYS(tgkill), SCMP_SYS(kill), SCMP_SYS(getppid), SCMP_SYS(sched_getaffinity), SCMP_SYS(prlimit64),
    SCMP_SYS(process_vm_readv), SCMP_SYS(pipe2), SCMP_SYS(stat), SCMP_SYS(uname), SCMP_SYS(arch_prctl),
};

/* ---- Files: Landlock -------------------------------------------------------------------------------------------- */

/* All rights of the first version of Landlock, and those that a kind of folder keeps. */
#define RIGHTS_ALL  ((UINT64_C(1) << 13) - 1)
#define RIGHTS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RIGHTS_MAKE (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE)

static bool allow(int rules, const char *folder, uint64_t rights)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights};
    rule.parent_fd = open(folder, O_PATH | O_CLOEXEC);
    bool good = rule.parent_fd >= 0 && syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    if (rule.parent_fd >= 0)
        close(rule.parent_fd);
    return good;
}

/* Files may be made in the folder of this one. */
static bool allow_beside(int rules, const char *file)
{
    char *folder = strdup(file);
    char *slash = folder ? strrchr(folder, '/') : NULL;
    if (slash)
        slash[slash == folder] = 0;
    bool good = folder && allow(rules, slash ? folder : ".", RIGHTS_MAKE);
    free(folder);
    return good;
}

static bool limit_files(const struct sandbox_needs *needs)
{
    struct landlock_ruleset_attr all = {.handled_access_fs = RIGHTS_ALL};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return false;
    bool good = !(needs->window || SANDBOX_SANITIZED) || allow(rules, "/", RIGHTS_READ);
    if (needs->window)
        good = good && allow(rules, ".", RIGHTS_MAKE) &&
               allow(rules, "/dev", RIGHTS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE);
    if (needs->folder)
        good = good && allow(rules, needs->folder, RIGHTS_READ | (needs->folder_is_writable ? RIGHTS_MAKE : 0));
    for (unsigned i = 0; good && i < SANDBOX_FILES_MAX && needs->files[i]; i++)
        good = allow_beside(rules, needs->files[i]);
    good = good && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return good;
}

/* ---- System calls: seccomp -------------------------------------------------------------------------------------- */

/* A machine that runs needs no more than this: open files, memory, time, the terminal, an orderly end. */
static const int wanted[] = {
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64), SCMP_SYS(pwrite64),
    SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(ftruncate), SCMP_SYS(fdatasync),
    SCMP_SYS(fcntl), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex),
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getrandom), SCMP_SYS(getrusage),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(rseq), SCMP_SYS(set_robust_list), SCMP_SYS(exit), SCMP_SYS(exit_group),
};

/* What nothing in a window needs. */
static const int unwanted[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(bpf),
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(chroot), SCMP_SYS(pivot_root), SCMP_SYS(unshare), SCMP_SYS(setns),
    SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(kexec_load), SCMP_SYS(keyctl), SCMP_SYS(add_key),
    SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(symlink),
    SCMP_SYS(symlinkat), SCMP_SYS(mknod), SCMP_SYS(mknodat), SCMP_SYS(chmod), SCMP_SYS(fchmodat), SCMP_SYS(chown),
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal), SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo),
    SCMP_SYS(tkill),
};

static bool add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good = seccomp_rule_add(filter, action, calls[i], 0) == 0 && good;
    return good;
}

#define ADD_ALL(filter, action, calls) add_all(filter, action, calls, sizeof calls / sizeof *calls)

/* Allow a call when its argument number index, under a mask, has a value. */
static bool add_masked(scmp_filter_ctx filter, int call, unsigned index, uint64_t mask, uint64_t value)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_CMP64(index, SCMP_CMP_MASKED_EQ, mask, value)) == 0;
}

/* The terminal's settings and size, and no other device's. */
static bool add_terminal(scmp_filter_ctx filter)
{
    static const uint64_t requests[] = {TCGETS, TCSETS, TCSETSW, TCSETSF, TIOCGWINSZ};
    bool good = true;
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        good = add_masked(filter, SCMP_SYS(ioctl), 1, UINT32_MAX, requests[i]) && good;
    return good;
}

/* Threads, as saving a state wants them, but no processes.  The C library asks by clone when there is no clone3, whose
 * flags a filter cannot see. */
static bool add_threads(scmp_filter_ctx filter)
{
    return SANDBOX_SANITIZED ||
           (seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
            add_masked(filter, SCMP_SYS(clone), 0, CLONE_VM | CLONE_THREAD, CLONE_VM | CLONE_THREAD));
}

static bool limit_calls_of_machine(scmp_filter_ctx filter, const struct sandbox_needs *needs)
{
    uint64_t self = (uint64_t)getpid();
    bool good = ADD_ALL(filter, SCMP_ACT_ALLOW, wanted) &&
                (!SANDBOX_SANITIZED || ADD_ALL(filter, SCMP_ACT_ALLOW, checker)) &&
                add_terminal(filter) && add_threads(filter) && add_masked(filter, SCMP_SYS(mmap), 2, PROT_EXEC, 0) &&
                add_masked(filter, SCMP_SYS(mprotect), 2, PROT_EXEC, 0) &&
                add_masked(filter, SCMP_SYS(kill), 0, UINT32_MAX, self) &&
                add_masked(filter, SCMP_SYS(tgkill), 0, UINT32_MAX, self);
    static const int files[] = {SCMP_SYS(openat), SCMP_SYS(open), SCMP_SYS(rename), SCMP_SYS(renameat),
                                SCMP_SYS(unlink), SCMP_SYS(unlinkat)};
    static const int folder[] = {SCMP_SYS(openat), SCMP_SYS(getdents64)};
    good = good && (!needs->folder || ADD_ALL(filter, SCMP_ACT_ALLOW, folder));
    return good && (!needs->files[0] || ADD_ALL(filter, SCMP_ACT_ALLOW, files));
}

/* In a window: no processes, and signals to this one only. */
static bool forbid_processes(scmp_filter_ctx filter)
{
    static const int signals[] = {SCMP_SYS(kill), SCMP_SYS(tgkill)};
    bool good = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
                seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                                 SCMP_CMP64(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        good = good && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), signals[i], 1,
                                        SCMP_CMP64(0, SCMP_CMP_NE, (uint64_t)getpid(), 0)) == 0;
    return good;
}

static bool limit_calls_of_window(scmp_filter_ctx filter)
{
    bool good = ADD_ALL(filter, SCMP_ACT_ERRNO(EPERM), unwanted) && (SANDBOX_SANITIZED || forbid_processes(filter));
    return good && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1,
                                    SCMP_CMP64(0, SCMP_CMP_NE, AF_UNIX, 0)) == 0;
}

static bool limit_calls(const struct sandbox_needs *needs, bool files_are_limited)
{
    scmp_filter_ctx filter = seccomp_init(needs->window ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return false;
    bool good = needs->window ? limit_calls_of_window(filter) : limit_calls_of_machine(filter, needs);
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    good = good && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return good && (files_are_limited || !(needs->window || needs->folder || needs->files[0]));
}

bool sandbox_enter(const struct sandbox_needs *needs)
{
    fflush(NULL); /* the first flush may need memory or a look at the file */
    bool files = limit_files(needs);
    return limit_calls(needs, files);
}
