/* The first process: prepares /dev, runs /etc/rc, keeps a shell on the console and takes the orphans in.
 *
 * Words of the kernel's command line: "run" runs /run/program instead (its arguments, each ended by 0, in /run/args)
 * and ends the machine with its status; "pipe" tells that no person sits at the console: no echo, no prompt, and the
 * machine ends with the shell. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define CONSOLE       "/dev/console"
#define RUN_PROGRAM   "/run/program"
#define RUN_ARGUMENTS "/run/args"
#define ARGUMENTS_MAX 256

static char command_line[512];

static const struct {
    const char *path;
    mode_t mode;
    dev_t device;
} nodes[] = {
    {"/dev/console", S_IFCHR | 0622, DEVICE_CONSOLE}, {"/dev/tty", S_IFCHR | 0666, DEVICE_TTY},
    {"/dev/null", S_IFCHR | 0666, DEVICE_NULL},       {"/dev/zero", S_IFCHR | 0666, DEVICE_ZERO},
    {"/dev/random", S_IFCHR | 0444, DEVICE_RANDOM},   {"/dev/cmdline", S_IFCHR | 0444, DEVICE_CMDLINE},
};

static void complain(const char *what)
{
    fprintf(stderr, "init: %s: %s\n", what, strerror(errno));
}

static void prepare(void)
{
    static const char *const directories[] = {"/dev", "/tmp", "/etc"};

    umask(0);
    for (size_t i = 0; i < sizeof directories / sizeof directories[0]; i++)
        mkdir(directories[i], 0777);
    for (size_t i = 0; i < sizeof nodes / sizeof nodes[0]; i++)
        if (mknod(nodes[i].path, nodes[i].mode, nodes[i].device) != 0 && errno != EEXIST)
            complain(nodes[i].path);
    umask(022);
    int fd = open("/dev/cmdline", O_RDONLY);
    ssize_t n = fd >= 0 ? read(fd, command_line, sizeof command_line - 1) : -1;
    if (n < 0)
        complain("/dev/cmdline");
    if (fd >= 0)
        close(fd);
}

static bool has_word(const char *word)
{
    size_t length = strlen(word);

    for (const char *p = command_line; *p != '\0'; p += strcspn(p, " \n")) {
        p += strspn(p, " \n");
        if (strncmp(p, word, length) == 0 && strchr(" \n", p[length]) != NULL)
            return true;
    }
    return false;
}

static _Noreturn void power_off(int status)
{
    sync();
    reboot(REBOOT_HALT, status);
    complain("power off");
    for (;;)
        pause();
}

/* A status of waitpid as a shell gives it. */
static int exit_status(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Takes in orphans until this child ends; its exit status. */
static int wait_for(pid_t child)
{
    int status;

    for (;;) {
        pid_t pid = wait(&status);
        if (pid == child)
            return exit_status(status);
        if (pid < 0 && errno == ECHILD)
            return 127;
    }
}

static void set_echo(bool on)
{
    struct termios modes;

    if (tcgetattr(STDIN_FILENO, &modes) != 0)
        return;
    modes.c_lflag = on ? modes.c_lflag | ECHO : modes.c_lflag & ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

/* In a child: a session of its own, with the console as its terminal. */
static void take_console(void)
{
    setsid();
    int fd = open(CONSOLE, O_RDWR);
    if (fd < 0)
        return;
    for (int i = 0; i <= STDERR_FILENO; i++)
        dup2(fd, i);
    if (fd > STDERR_FILENO)
        close(fd);
    tcsetpgrp(STDIN_FILENO, getpgrp());
}

static pid_t start(const char *path, char *const argv[])
{
    pid_t pid = fork();

    if (pid == 0) {
        take_console();
        execv(path, argv);
        complain(path);
        _exit(127);
    }
    if (pid < 0)
        complain("fork");
    return pid;
}

static _Noreturn void run_program(void)
{
    static char text[65536], *argv[ARGUMENTS_MAX + 1];
    size_t length = 0, count = 0;
    ssize_t n;

    int fd = open(RUN_ARGUMENTS, O_RDONLY);
    while (fd >= 0 && length < sizeof text - 1 && (n = read(fd, text + length, sizeof text - 1 - length)) > 0)
        length += (size_t)n;
    for (char *p = text; p < text + length && count < ARGUMENTS_MAX; p += strlen(p) + 1)
        argv[count++] = p;
    if (count == 0)
        argv[0] = RUN_PROGRAM;
    pid_t pid = start(RUN_PROGRAM, argv);
    power_off(pid > 0 ? wait_for(pid) : 127);
}

/* True when nobody can type any more. */
static bool console_hung_up(void)
{
    int waiting = 0, flags = fcntl(STDIN_FILENO, F_GETFL);
    char c;

    if (ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 && waiting > 0)
        return false;
    fcntl(STDIN_FILENO, F_SETFL, flags | O_NONBLOCK);
    ssize_t n = read(STDIN_FILENO, &c, 1);
    fcntl(STDIN_FILENO, F_SETFL, flags);
    return n == 0;
}

static void run_rc(bool piped)
{
    static char name[] = "sh", file[] = "/etc/rc";
    char mode[] = "console";
    char *const argv[] = {name, file, piped ? "pipe" : mode, NULL};

    if (access(file, R_OK) != 0)
        return;
    pid_t pid = start("/bin/sh", argv);
    if (pid > 0)
        wait_for(pid);
}

int main(void)
{
    char shell[] = "sh", plain[] = "+i";

    prepare();
    bool piped = has_word("pipe");
    setenv("TERM", piped ? "dumb" : "xterm", 1);
    if (piped)
        set_echo(false);
    if (has_word("run"))
        run_program();
    run_rc(piped);
    for (;;) {
        char *const argv[] = {shell, piped ? plain : NULL, NULL};
        pid_t pid = start("/bin/sh", argv);
        int status = pid > 0 ? wait_for(pid) : 127;
        if (piped || pid < 0 || console_hung_up())
            power_off(status);
    }
}
