/* Signals: a handler, one blocked and released, an alarm, and a child that is stopped, continued and killed. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

static volatile sig_atomic_t caught, last;

static void on_signal(int number)
{
    caught++;
    last = number;
}

static void expect(const char *what, bool good)
{
    printf("%-52s %s\n", what, good ? "ok" : "WRONG");
    fflush(stdout);
    if (!good)
        tool_complain("%s", what);
}

static void own_signals(void)
{
    struct sigaction action = {.sa_flags = 0};
    sigset_t set, waiting, none = 0;

    action.sa_handler = on_signal;
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
    raise(SIGUSR1);
    expect("a signal to oneself runs its handler", caught == 1 && last == SIGUSR1);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGUSR1);
    sigpending(&waiting);
    expect("a blocked signal waits", caught == 1 && sigismember(&waiting, SIGUSR1) == 1);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    expect("and comes when it is unblocked", caught == 2);
    alarm(1);
    sigsuspend(&none);
    expect("alarm wakes a sleeper after a second", caught == 3 && last == SIGALRM);
}

static void child_signals(void)
{
    int status = 0;

    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    expect("a child is stopped", WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
    kill(child, SIGCONT);
    waitpid(child, &status, WCONTINUED);
    expect("and continued", WIFCONTINUED(status));
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    expect("SIGTERM ends it", WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
}

int main(int argc, char **argv)
{
    tool_begin("sigdemo",
               "usage: sigdemo\nShows signals: handlers, blocking, alarm, stop, continue and termination.\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    own_signals();
    child_signals();
    return tool_end();
}
