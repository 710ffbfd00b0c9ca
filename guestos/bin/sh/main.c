#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sh.h"

struct shell shell;
const struct input *current_input;

static const char usage[] =
    "usage: sh [-ex] [+i] [-c COMMAND [NAME]] [SCRIPT] [ARGUMENT ...]\n"
    "Runs commands from the terminal, a script or COMMAND.  'help' in the shell tells of its language.\n"
    "  -c COMMAND  run COMMAND and end    -e  end at the first command that fails    -x  show commands\n"
    "  +i          no prompt and no line editing, even at a terminal\n";

void complain(const char *format, ...)
{
    va_list args;

    fflush(stdout);
    if (current_input != NULL && !shell.interactive && current_input->name != NULL && !current_input->interactive)
        fprintf(stderr, "%s: line %u: ", current_input->name, current_input->number);
    else
        fprintf(stderr, "sh: ");
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

_Noreturn void exit_shell(int status)
{
    fflush(stdout);
    if (shell.in_child)
        _exit(status);
    exit(status);
}

static void set_defaults(void)
{
    static const struct {
        const char *name, *value;
    } defaults[] = {{"PATH", "/bin"}, {"HOME", "/"}, {"PS1", "\\h:\\w\\$ "}, {"PS2", "> "}, {"IFS", " \t\n"}};
    char directory[1024];

    variables_import();
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++)
        if (variable_get(defaults[i].name) == NULL)
            variable_set(defaults[i].name, defaults[i].value);
    variable_set("IFS", " \t\n");
    variable_export("PATH");
    variable_export("HOME");
    if (getcwd(directory, sizeof directory) != NULL)
        variable_set("PWD", directory);
}

/* Options before the command or script; the index of the first word after them, or -1. */
static int parse_options(int argc, char **argv, bool *command, bool *never_interactive)
{
    int i;

    for (i = 1; i < argc && (argv[i][0] == '-' || argv[i][0] == '+') && argv[i][1] != '\0'; i++) {
        if (strcmp(argv[i], "--") == 0)
            return i + 1;
        for (const char *p = argv[i] + 1; *p != '\0'; p++) {
            bool on = argv[i][0] == '-';
            if (*p == 'c' && on)
                *command = true;
            else if (*p == 'e')
                shell.exit_on_error = on;
            else if (*p == 'x')
                shell.trace = on;
            else if (*p == 'i')
                *never_interactive = !on;
            else if (*p != 's' && *p != 'l')
                return -1;
        }
    }
    return i;
}

static int run_script(const char *path)
{
    int fd = open(path, O_RDONLY);

    if (fd < 0) {
        complain("%s: %s", path, strerror(errno));
        return 127;
    }
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, 10);
    close(fd);
    struct input input = {.fd = moved, .name = path};
    return run_input(&input);
}

int main(int argc, char **argv)
{
    bool command = false, never_interactive = false;

    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    shell.name = argv[0];
    shell.pid = getpid();
    int i = parse_options(argc, argv, &command, &never_interactive);
    if (i < 0 || (command && i >= argc)) {
        fputs(usage, stderr);
        return 2;
    }
    set_defaults();
    const char *text = i < argc ? argv[i++] : NULL;
    if (text != NULL)
        shell.name = command && i < argc ? argv[i++] : command ? shell.name : text;
    shell.arguments = argv + i;
    shell.argument_count = argc > i ? argc - i : 0;
    if (command)
        exit_shell(run_text(text, NULL));
    if (text != NULL)
        exit_shell(run_script(text));
    shell.interactive = !never_interactive && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
    jobs_init();
    struct input input = {.fd = STDIN_FILENO, .interactive = shell.interactive};
    exit_shell(run_input(&input));
}
