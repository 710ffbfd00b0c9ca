/* Signals that end a run in good order, and waiting that they interrupt at once. */
#include "front.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#define EXIT_SIGNAL 128 /* + its number: what a shell says of a program that a signal has ended */
#define NS_PER_MS   1000000
#define MS_PER_S    1000

/* Those that mean "enough"; what they did before is what they do the second time. */
static const int enough[] = {SIGINT, SIGTERM, SIGHUP};
#define ENOUGH (sizeof enough / sizeof *enough)
static struct sigaction before[ENOUGH];

static volatile sig_atomic_t asked;

static void on_quit(int number)
{
    asked = number;
}

static void on_enough(int number)
{
    asked = number;
    for (unsigned i = 0; i < ENOUGH; i++)
        sigaction(enough[i], &before[i], NULL);
}

static void on_signal(int number, void (*handler)(int), struct sigaction *old)
{
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, old);
}

void signals_init(void)
{
    on_signal(SIGUSR1, on_quit, NULL);
}

void signals_end_in_order(void)
{
    for (unsigned i = 0; i < ENOUGH; i++) {
        sigaction(enough[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN) /* as nohup wants it */
            on_signal(enough[i], on_enough, NULL);
    }
}

bool front_quit_asked(void)
{
    return asked;
}

int signals_verdict(int otherwise)
{
    return asked == 0 || asked == SIGUSR1 ? otherwise : EXIT_SIGNAL + (int)asked;
}

bool front_wait(bool for_input, int timeout_ms)
{
    sigset_t ends, old;
    sigemptyset(&ends);
    sigaddset(&ends, SIGUSR1);
    for (unsigned i = 0; i < ENOUGH; i++)
        sigaddset(&ends, enough[i]);
    sigprocmask(SIG_BLOCK, &ends, &old); /* one that comes now comes when pselect waits, and is not missed */
    struct timespec timeout = {timeout_ms / MS_PER_S, timeout_ms % MS_PER_S * (long)NS_PER_MS};
    fd_set input;
    FD_ZERO(&input);
    if (for_input)
        FD_SET(STDIN_FILENO, &input);
    int ready = 0;
    if (!asked)
        ready = pselect(STDIN_FILENO + 1, &input, NULL, NULL, timeout_ms < 0 ? NULL : &timeout, &old);
    bool broken = ready < 0 && errno != EINTR;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return ready > 0 || broken;
}
