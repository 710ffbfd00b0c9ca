#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "sh.h"

#define PROCESSES_MAX 32

enum state { RUNNING, STOPPED, DONE };

struct process {
    pid_t pid;
    enum state state;
    int status; /* as waitpid gives it */
};

struct job {
    struct job *next;
    int number;
    pid_t group; /* 0 without job control */
    struct process processes[PROCESSES_MAX];
    int count;
    char *source;
    bool background;
    bool told; /* of its being stopped */
};

static struct job *jobs; /* lowest number first */
static struct termios cooked;

static const int shell_signals[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGTERM};

static void on_interrupt(int number)
{
    (void)number;
    interrupted = true;
}

void jobs_init(void)
{
    struct sigaction action = {.sa_flags = 0};

    if (!shell.interactive)
        return;
    for (size_t i = 1; i < sizeof shell_signals / sizeof shell_signals[0]; i++)
        signal(shell_signals[i], SIG_IGN);
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, NULL);
    setpgid(0, 0);
    shell.job_control = tcsetpgrp(STDIN_FILENO, getpgrp()) == 0 && tcgetattr(STDIN_FILENO, &cooked) == 0;
}

struct job *job_new(const char *source)
{
    struct job *job = must_alloc(sizeof *job), **link = &jobs;
    int number = 1;

    job->source = must_copy(source != NULL ? source : "");
    while (*link != NULL) {
        number = (*link)->number + 1;
        link = &(*link)->next;
    }
    job->number = number;
    *link = job;
    return job;
}

static void job_remove(struct job *job)
{
    for (struct job **link = &jobs; *link != NULL; link = &(*link)->next)
        if (*link == job) {
            *link = job->next;
            break;
        }
    free(job->source);
    free(job);
}

void job_add_process(struct job *job, pid_t pid)
{
    if (shell.job_control) {
        if (job->group == 0)
            job->group = pid;
        setpgid(pid, job->group);
    }
    if (job->count < PROCESSES_MAX)
        job->processes[job->count++] = (struct process){pid, RUNNING, 0};
}

void job_enter_child(struct job *job, bool foreground)
{
    pid_t group = job->group;

    if (shell.job_control) {
        setpgid(0, group);
        if (foreground)
            tcsetpgrp(STDIN_FILENO, getpgrp());
    }
    if (shell.interactive)
        for (size_t i = 0; i < sizeof shell_signals / sizeof shell_signals[0]; i++)
            signal(shell_signals[i], SIG_DFL);
    else if (!foreground)
        signal(SIGINT, SIG_IGN);
    if (foreground && interrupted)
        raise(SIGINT); /* as in job_wait: it came before this process could take it */
    shell.job_control = shell.interactive = false;
    shell.in_child = true;
    /* The jobs are the parent's. */
    while (jobs != NULL)
        job_remove(jobs);
}

static enum state job_state(const struct job *job)
{
    enum state state = DONE;

    for (int i = 0; i < job->count; i++) {
        if (job->processes[i].state == RUNNING)
            return RUNNING;
        if (job->processes[i].state == STOPPED)
            state = STOPPED;
    }
    return state;
}

/* Status of a job that is done: that of its last process. */
static int job_status(const struct job *job)
{
    int status = job->count > 0 ? job->processes[job->count - 1].status : 0;

    if (WIFSTOPPED(status))
        return 128 + WSTOPSIG(status);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void note(pid_t pid, int status)
{
    for (struct job *job = jobs; job != NULL; job = job->next)
        for (int i = 0; i < job->count; i++) {
            struct process *process = &job->processes[i];
            if (process->pid != pid)
                continue;
            process->status = status;
            process->state = WIFSTOPPED(status) ? STOPPED : WIFCONTINUED(status) ? RUNNING : DONE;
            return;
        }
}

/* Takes what is known of children; waits for at least one when block is set.  False when there are none, or at Ctrl-C.
 */
static bool collect(bool block)
{
    int status, options = WUNTRACED | WCONTINUED | (block ? 0 : WNOHANG);
    pid_t pid = waitpid(-1, &status, options);

    if (pid <= 0)
        return false;
    note(pid, status);
    return true;
}

bool jobs_collect(void)
{
    bool any = false;

    while (collect(false))
        any = true;
    return any;
}

/* "[1] Running    command" */
static void print_job(FILE *to, const struct job *job)
{
    int status = job_status(job);
    char text[24];

    if (job_state(job) == RUNNING)
        strcpy(text, "Running");
    else if (job_state(job) == STOPPED)
        strcpy(text, "Stopped");
    else if (status > 128 && WIFSIGNALED(job->processes[job->count - 1].status))
        snprintf(text, sizeof text, "%s", strsignal(status - 128));
    else if (status != 0)
        snprintf(text, sizeof text, "Exit %d", status);
    else
        strcpy(text, "Done");
    fprintf(to, "[%d] %-10s %s\n", job->number, text, job->source);
}

/* Signals of faults: the kernel has written where and why. */
static bool kernel_tells(int number)
{
    return number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGTRAP;
}

/* Why a job in the foreground ended, when that is worth a word. */
static void tell_death(const struct job *job)
{
    for (int i = 0; i < job->count; i++) {
        int status = job->processes[i].status;
        if (!WIFSIGNALED(status))
            continue;
        int number = WTERMSIG(status);
        if (number == SIGINT) {
            interrupted = true;
        } else if (number != SIGPIPE && !kernel_tells(number)) {
            fprintf(stderr, "%s: %s\n", job->source, strsignal(number));
        }
        return;
    }
}

int job_wait(struct job *job)
{
    if (shell.job_control)
        tcsetpgrp(STDIN_FILENO, job->group);
    /* A Ctrl-C that was typed before the job had the terminal has reached the shell, but was meant for the job. */
    if (shell.job_control && interrupted)
        kill(-job->group, SIGINT);
    while (job_state(job) == RUNNING && (collect(true) || errno == EINTR))
        ;
    if (shell.job_control) {
        tcsetpgrp(STDIN_FILENO, getpgrp());
        tcsetattr(STDIN_FILENO, TCSADRAIN, &cooked);
    }
    int status = job_status(job);
    if (job_state(job) == STOPPED) {
        job->background = job->told = true;
        fputc('\n', stderr);
        print_job(stderr, job);
        return status;
    }
    tell_death(job);
    job_remove(job);
    return status;
}

void job_background(struct job *job)
{
    job->background = true;
    shell.last_background = job->count > 0 ? job->processes[job->count - 1].pid : 0;
    if (shell.interactive)
        fprintf(stderr, "[%d] %d\n", job->number, (int)shell.last_background);
}

void jobs_notify(void)
{
    struct job *next;

    jobs_collect();
    for (struct job *job = jobs; job != NULL; job = next) {
        next = job->next;
        enum state state = job_state(job);
        if (state == DONE) {
            if (shell.interactive)
                print_job(stderr, job);
            job_remove(job);
        } else if (state == STOPPED && !job->told) {
            job->told = true;
            print_job(stderr, job);
        }
    }
}

/* %1, %, a process number, or nothing for the newest; NULL after a message. */
static struct job *find(const char *command, const char *text)
{
    struct job *found = NULL;

    for (struct job *job = jobs; job != NULL; job = job->next) {
        bool wanted = text == NULL || strcmp(text, "%") == 0 || strcmp(text, "%%") == 0 || strcmp(text, "%+") == 0;
        if (text != NULL && text[0] == '%' && isdigit((unsigned char)text[1]))
            wanted = atoi(text + 1) == job->number;
        for (int i = 0; text != NULL && i < job->count; i++)
            wanted = wanted || atoi(text) == job->processes[i].pid;
        if (wanted)
            found = job;
    }
    if (found == NULL)
        complain("%s: %s: no such job", command, text != NULL ? text : "current");
    return found;
}

int builtin_jobs(int argc, char **argv)
{
    struct job *next;

    (void)argc, (void)argv;
    jobs_collect();
    for (struct job *job = jobs; job != NULL; job = next) {
        next = job->next;
        print_job(stdout, job);
        if (job_state(job) == DONE)
            job_remove(job);
    }
    return 0;
}

static void resume(struct job *job)
{
    for (int i = 0; i < job->count; i++)
        if (job->processes[i].state == STOPPED)
            job->processes[i].state = RUNNING;
    job->told = false;
    kill(job->group != 0 ? -job->group : job->processes[0].pid, SIGCONT);
}

int builtin_fg(int argc, char **argv)
{
    struct job *job = find("fg", argc > 1 ? argv[1] : NULL);

    if (job == NULL)
        return 1;
    fprintf(stderr, "%s\n", job->source);
    job->background = false;
    if (shell.job_control)
        tcsetpgrp(STDIN_FILENO, job->group);
    resume(job);
    return job_wait(job);
}

int builtin_bg(int argc, char **argv)
{
    struct job *job = find("bg", argc > 1 ? argv[1] : NULL);

    if (job == NULL)
        return 1;
    resume(job);
    fprintf(stderr, "[%d] %s &\n", job->number, job->source);
    return 0;
}

int builtin_wait(int argc, char **argv)
{
    int status = 0;

    if (argc == 1) {
        while (jobs != NULL && !interrupted) {
            while (job_state(jobs) == RUNNING && collect(true))
                ;
            if (job_state(jobs) == RUNNING)
                break;
            job_remove(jobs);
        }
        return interrupted ? 130 : 0;
    }
    for (int i = 1; i < argc; i++) {
        struct job *job = find("wait", argv[i]);
        if (job == NULL) {
            status = 127;
            continue;
        }
        while (job_state(job) == RUNNING && collect(true))
            ;
        status = job_status(job);
        if (job_state(job) == DONE)
            job_remove(job);
    }
    return status;
}

static int signal_number(const char *text)
{
    static const struct {
        int number;
        const char *name;
    } names[] = {
#define SIGNAL(number, name, action, text) {number, #name},
#include <orchard/signals.def>
#undef SIGNAL
    };

    if (isdigit((unsigned char)*text))
        return atoi(text);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(text, names[i].name) == 0 || strcmp(text, names[i].name + 3) == 0)
            return names[i].number;
    return -1;
}

int builtin_kill(int argc, char **argv)
{
    int number = SIGTERM, i = 1, status = 0;

    if (argc > 1 && strcmp(argv[1], "-l") == 0) {
        for (int n = 1; n < NSIG; n++)
            printf("%2d %s\n", n, strsignal(n));
        return 0;
    }
    if (argc > 1 && argv[1][0] == '-') {
        bool separate = strcmp(argv[1], "-s") == 0 && argc > 2;
        number = signal_number(separate ? argv[2] : argv[1] + 1);
        i = separate ? 3 : 2;
    }
    if (number < 0 || i >= argc) {
        complain("kill: usage: kill [-SIGNAL] PID|%%JOB ...");
        return 2;
    }
    for (; i < argc; i++) {
        struct job *job = argv[i][0] == '%' ? find("kill", argv[i]) : NULL;
        char *end;
        long pid = strtol(argv[i], &end, 10);
        if (job != NULL)
            pid = job->group != 0 ? -job->group : job->processes[0].pid;
        else if (*end != '\0' || end == argv[i])
            errno = EINVAL;
        if ((job == NULL && (*end != '\0' || end == argv[i])) || kill((pid_t)pid, number) != 0) {
            if (argv[i][0] != '%')
                complain("kill: %s: %s", argv[i], strerror(errno));
            status = 1;
        }
    }
    return status;
}
