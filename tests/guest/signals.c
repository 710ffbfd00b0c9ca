/* kill sigaction sigreturn sigprocmask sigpending sigsuspend alarm */
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>

#include "test.h"

static volatile int count, last, code;
static volatile uintptr_t address;

static void on_signal(int number)
{
    count++;
    last = number;
}

static void on_info(int number, siginfo_t *info, void *context)
{
    (void)context;
    last = number;
    code = info->si_pid;
    address = (uintptr_t)info->si_addr;
}

static void install(int number, unsigned flags)
{
    struct sigaction action = {.sa_flags = flags};

    action.sa_handler = on_signal;
    CHECK_EQUAL(sigaction(number, &action, NULL), 0);
}

static void handling(void)
{
    struct sigaction old;

    count = 0;
    install(SIGUSR1, 0);
    CHECK_EQUAL(sigaction(SIGUSR1, NULL, &old), 0);
    CHECK(old.sa_handler == on_signal);
    CHECK_EQUAL(raise(SIGUSR1), 0);
    CHECK_EQUAL(count, 1);
    CHECK_EQUAL(last, SIGUSR1);
    install(SIGUSR1, SA_RESETHAND);
    raise(SIGUSR1);
    CHECK_EQUAL(sigaction(SIGUSR1, NULL, &old), 0);
    CHECK(old.sa_handler == SIG_DFL);
    CHECK(signal(SIGUSR1, SIG_IGN) == SIG_DFL);
    CHECK_EQUAL(raise(SIGUSR1), 0);
    CHECK_EQUAL(count, 2);
    signal(SIGUSR1, SIG_DFL);
}

static void errors(void)
{
    struct sigaction action = {.sa_flags = 0};
    sigset_t set = 0;

    action.sa_handler = on_signal;
    CHECK_ERROR(sigaction(0, &action, NULL), EINVAL);
    CHECK_ERROR(sigaction(NSIG, &action, NULL), EINVAL);
    CHECK_ERROR(sigaction(SIGKILL, &action, NULL), EINVAL);
    CHECK_ERROR(sigaction(SIGSTOP, &action, NULL), EINVAL);
    CHECK_ERROR(kill(getpid(), 99), EINVAL);
    CHECK_ERROR(kill(99999, SIGTERM), ESRCH);
    CHECK_EQUAL(kill(getpid(), 0), 0);
    CHECK_EQUAL(kill(1, SIGKILL), 0); /* init goes on */
    CHECK_EQUAL(kill(1, SIGSTOP), 0);
    CHECK_EQUAL(kill(1, 0), 0);
    CHECK_ERROR(sigprocmask(99, &set, NULL), EINVAL);
    CHECK_ERROR(sigprocmask(SIG_BLOCK, BAD_POINTER, NULL), EFAULT);
    CHECK_ERROR(sigprocmask(SIG_BLOCK, NULL, BAD_POINTER), EFAULT);
    CHECK_ERROR(sigpending(BAD_POINTER), EFAULT);
    CHECK_ERROR(sigsuspend(BAD_POINTER), EFAULT);
}

static void blocking(void)
{
    sigset_t set, pending, old;

    count = 0;
    install(SIGUSR2, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    CHECK_EQUAL(sigprocmask(SIG_BLOCK, &set, &old), 0);
    raise(SIGUSR2);
    raise(SIGUSR2);
    CHECK_EQUAL(count, 0);
    CHECK_EQUAL(sigpending(&pending), 0);
    CHECK_EQUAL(sigismember(&pending, SIGUSR2), 1);
    CHECK_ERROR(sigsuspend(&old), EINTR);
    CHECK_EQUAL(count, 1);
    CHECK_EQUAL(sigprocmask(SIG_SETMASK, &old, &set), 0);
    CHECK_EQUAL(sigismember(&set, SIGUSR2), 1);
    CHECK_EQUAL(count, 1);
}

/* Registers survive a handler, floating ones too. */
static void registers_are_kept(void)
{
    volatile double x = 1.5;
    double sum = 0;
    long whole = 0;

    count = 0;
    install(SIGUSR1, SA_RESTART);
    pid_t self = getpid(), child = fork();
    if (child == 0) {
        usleep(20000);
        kill(self, SIGUSR1);
        _exit(0);
    }
    for (long i = 0; count == 0 && i < 100000000; i++) {
        sum += x;
        whole++;
    }
    CHECK_EQUAL(count, 1);
    waitpid(child, NULL, 0);
    signal(SIGUSR1, SIG_DFL);
    CHECK(sum == whole * 1.5);
}

static void alarms(void)
{
    count = 0;
    install(SIGALRM, 0);
    CHECK_EQUAL(alarm(100), 0);
    CHECK(alarm(1) >= 99);
    CHECK_ERROR(pause(), EINTR);
    CHECK_EQUAL(count, 1);
    CHECK_EQUAL(alarm(0), 0);
}

static void interruptions(void)
{
    int fds[2];
    char c;

    pipe(fds);
    install(SIGALRM, 0);
    alarm(1);
    CHECK_ERROR(read(fds[0], &c, 1), EINTR);
    install(SIGALRM, SA_RESTART);
    pid_t child = fork();
    if (child == 0) {
        sleep(2);
        write(fds[1], "x", 1);
        _exit(0);
    }
    alarm(1);
    CHECK_EQUAL(read(fds[0], &c, 1), 1);
    waitpid(child, NULL, 0);
    close(fds[0]);
    close(fds[1]);
}

static void information(void)
{
    struct sigaction action = {.sa_flags = SA_SIGINFO};

    action.sa_sigaction = on_info;
    CHECK_EQUAL(sigaction(SIGUSR1, &action, NULL), 0);
    raise(SIGUSR1);
    CHECK_EQUAL(last, SIGUSR1);
    CHECK_EQUAL(code, getpid());
    signal(SIGUSR1, SIG_DFL);
}

static jmp_buf back;

static void on_fault(int number, siginfo_t *info, void *context)
{
    on_info(number, info, context);
    longjmp(back, 1);
}

static void faults_can_be_caught(void)
{
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_NODEFER};

    action.sa_sigaction = on_fault;
    CHECK_EQUAL(sigaction(SIGSEGV, &action, NULL), 0);
    if (setjmp(back) == 0) {
        *(volatile int *)8 = 1;
        CHECK(0);
    }
    CHECK_EQUAL(last, SIGSEGV);
    CHECK_EQUAL(address, 8);
    signal(SIGSEGV, SIG_DFL);
}

static void default_actions(void)
{
    static const int killers[] = {SIGHUP, SIGINT, SIGTERM, SIGKILL, SIGUSR1, SIGALRM, SIGPIPE};
    int status;

    for (size_t i = 0; i < sizeof killers / sizeof *killers; i++) {
        signal(killers[i], SIG_DFL);
        pid_t child = fork();
        if (child == 0)
            for (;;)
                pause();
        kill(child, killers[i]);
        CHECK_EQUAL(waitpid(child, &status, 0), child);
        CHECK_EQUAL(status, killers[i]);
    }
    CHECK_EQUAL(raise(SIGCHLD), 0);
    CHECK_EQUAL(raise(SIGWINCH), 0);
}

static void stopping(void)
{
    int status;

    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    kill(child, SIGSTOP);
    CHECK_EQUAL(waitpid(child, &status, WUNTRACED), child);
    CHECK_EQUAL(status, SIGSTOP << 8 | 0x7f);
    kill(child, SIGTERM);
    CHECK_EQUAL(waitpid(child, &status, WNOHANG), 0);
    kill(child, SIGCONT);
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(status, SIGTERM);
}

static void children_tell(void)
{
    count = 0;
    install(SIGCHLD, SA_RESTART);
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    waitpid(child, NULL, 0);
    CHECK_EQUAL(count, 1);
    CHECK_EQUAL(last, SIGCHLD);
    signal(SIGCHLD, SIG_DFL);
}

int main(void)
{
    RUN(handling);
    RUN(errors);
    RUN(blocking);
    RUN(registers_are_kept);
    RUN(alarms);
    RUN(interruptions);
    RUN(information);
    RUN(faults_can_be_caught);
    RUN(default_actions);
    RUN(stopping);
    RUN(children_tell);
    return REPORT("signals");
}
