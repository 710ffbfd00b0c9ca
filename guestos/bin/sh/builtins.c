#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sh.h"

/* What a shell must do itself, because it changes the shell. */

static int usage(const char *text)
{
    complain("usage: %s", text);
    return 2;
}

static int builtin_true(int argc, char **argv)
{
    (void)argc, (void)argv;
    return 0;
}

static int builtin_false(int argc, char **argv)
{
    (void)argc, (void)argv;
    return 1;
}

static int builtin_cd(int argc, char **argv)
{
    const char *to = argc > 1 ? argv[1] : variable_get("HOME");
    char path[PATH_MAX];

    if (argc > 2)
        return usage("cd [DIRECTORY]");
    if (to == NULL)
        to = "/";
    if (strcmp(to, "-") == 0) {
        to = variable_get("OLDPWD");
        if (to == NULL) {
            complain("cd: there is no previous directory");
            return 1;
        }
        puts(to);
    }
    if (getcwd(path, sizeof path) == NULL)
        *path = '\0';
    if (chdir(to) != 0) {
        complain("cd: %s: %s", to, strerror(errno));
        return 1;
    }
    variable_set("OLDPWD", path);
    if (getcwd(path, sizeof path) != NULL)
        variable_set("PWD", path);
    return 0;
}

/* An argument that is a number, or the default; -1 after a message. */
static int number_argument(int argc, char **argv, int otherwise)
{
    char *end;

    if (argc < 2)
        return otherwise;
    long value = strtol(argv[1], &end, 10);
    if (*end != '\0' || end == argv[1] || value < 0 || value > INT_MAX) {
        complain("%s: %s: a number is needed", argv[0], argv[1]);
        return -1;
    }
    return (int)value;
}

static int builtin_exit(int argc, char **argv)
{
    int status = number_argument(argc, argv, shell.status);

    exit_shell(status < 0 ? 2 : status);
}

static int builtin_return(int argc, char **argv)
{
    int status = number_argument(argc, argv, shell.status);

    shell.returning = true;
    return status < 0 ? 2 : status;
}

static int builtin_break(int argc, char **argv)
{
    int count = number_argument(argc, argv, 1);

    if (count < 1)
        return 1;
    if (shell.loop_depth == 0) {
        complain("%s: there is no loop here", argv[0]);
        return 1;
    }
    if (count > shell.loop_depth)
        count = shell.loop_depth;
    if (argv[0][0] == 'b')
        shell.break_count = count;
    else
        shell.continue_count = count;
    return 0;
}

static int builtin_export(int argc, char **argv)
{
    int status = 0;

    if (argc == 1 || strcmp(argv[1], "-p") == 0)
        variables_print(true);
    for (int i = 1; i < argc; i++) {
        size_t length = strcspn(argv[i], "=");
        if (strcmp(argv[i], "-p") == 0)
            continue;
        if (!variable_is_name(argv[i], length)) {
            complain("export: %s: not a name", argv[i]);
            status = 1;
            continue;
        }
        char *name = must_copy(argv[i]);
        name[length] = '\0';
        if (argv[i][length] == '=')
            variable_set(name, argv[i] + length + 1);
        variable_export(name);
        free(name);
    }
    return status;
}

static int builtin_unset(int argc, char **argv)
{
    bool functions = argc > 1 && strcmp(argv[1], "-f") == 0;

    for (int i = 1 + functions; i < argc; i++)
        if (functions)
            function_remove(argv[i]);
        else
            variable_unset(argv[i]);
    return 0;
}

static void set_arguments(int count, char **arguments)
{
    /* The old list may still be in use by a loop over it: it stays in memory. */
    char **copy = must_alloc(((size_t)count + 1) * sizeof *copy);

    for (int i = 0; i < count; i++)
        copy[i] = must_copy(arguments[i]);
    shell.arguments = copy;
    shell.argument_count = count;
}

static int builtin_set(int argc, char **argv)
{
    int i;

    if (argc == 1) {
        variables_print(false);
        return 0;
    }
    for (i = 1; i < argc && (argv[i][0] == '-' || argv[i][0] == '+') && argv[i][1] != '\0'; i++) {
        bool on = argv[i][0] == '-';
        if (strcmp(argv[i], "--") == 0) {
            set_arguments(argc - i - 1, argv + i + 1);
            return 0;
        }
        for (const char *p = argv[i] + 1; *p != '\0'; p++) {
            if (*p == 'e')
                shell.exit_on_error = on;
            else if (*p == 'x')
                shell.trace = on;
            else
                return usage("set [-ex] [+ex] [--] [ARGUMENT ...]");
        }
    }
    if (i < argc)
        set_arguments(argc - i, argv + i);
    return 0;
}

static int builtin_shift(int argc, char **argv)
{
    int count = number_argument(argc, argv, 1);

    if (count < 0 || count > shell.argument_count) {
        if (count >= 0)
            complain("shift: there are only %d arguments", shell.argument_count);
        return 1;
    }
    shell.arguments += count;
    shell.argument_count -= count;
    return 0;
}

/* Splits a line at IFS into variables; the last one receives the rest. */
static void assign_fields(char *line, int count, char **names)
{
    static const char blanks[] = " \t\n";

    for (int i = 0; i < count; i++) {
        line += strspn(line, blanks);
        size_t length = strcspn(line, blanks);
        if (i == count - 1) {
            length = strlen(line);
            while (length > 0 && strchr(blanks, line[length - 1]) != NULL)
                length--;
        }
        char saved = line[length];
        line[length] = '\0';
        variable_set(names[i], line);
        line[length] = saved;
        line += length;
    }
}

static int builtin_read(int argc, char **argv)
{
    struct buffer line = {NULL, 0, 0};
    bool raw = argc > 1 && strcmp(argv[1], "-r") == 0;
    static char *reply[] = {"REPLY"};
    ssize_t n;
    char c = '\0';

    buffer_add_text(&line, "", 0);
    while ((n = read(STDIN_FILENO, &c, 1)) > 0 && c != '\n') {
        if (c == '\\' && !raw) {
            n = read(STDIN_FILENO, &c, 1);
            if (n <= 0)
                break;
            if (c == '\n')
                continue;
        }
        buffer_add(&line, c);
    }
    int first = 1 + raw;
    assign_fields(line.text, argc > first ? argc - first : 1, argc > first ? argv + first : reply);
    buffer_free(&line);
    return n > 0 ? 0 : 1;
}

/* The character of an escape sequence of echo -e and printf; *p is moved to its last character. */
static char escape(const char **p)
{
    static const char letters[] = "abfnrtv\\e0", values[] = "\a\b\f\n\r\t\v\\\033";
    const char *found = strchr(letters, **p);

    if (**p == '0' || (**p >= '1' && **p <= '7')) {
        int value = 0;
        const char *q = *p;
        for (int i = 0; i < 4 && *q >= '0' && *q <= '7'; i++)
            value = value * 8 + (*q++ - '0');
        *p = q - 1;
        return (char)value;
    }
    return found != NULL && **p != '\0' ? values[found - letters] : **p;
}

static void put_escaped(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\\' && text[1] != '\0') {
            text++;
            putchar(escape(&text));
        } else {
            putchar(*text);
        }
    }
}

static int builtin_echo(int argc, char **argv)
{
    bool newline = true, escapes = false;
    int i = 1;

    for (; i < argc && argv[i][0] == '-' && argv[i][1] != '\0' && argv[i][strspn(argv[i] + 1, "neE") + 1] == '\0'; i++)
        for (const char *p = argv[i] + 1; *p != '\0'; p++) {
            newline = newline && *p != 'n';
            escapes = *p == 'n' ? escapes : *p == 'e';
        }
    for (int first = i; i < argc; i++) {
        if (i > first)
            putchar(' ');
        if (escapes)
            put_escaped(argv[i]);
        else
            fputs(argv[i], stdout);
    }
    if (newline)
        putchar('\n');
    return 0;
}

/* One conversion of printf's format from p (after %), with its argument; returns the place after it, NULL at a bad one.
 */
static const char *print_one(const char *p, const char *argument)
{
    char spec[24];
    size_t length = strspn(p, "-+ #0123456789.");

    if (length > 16 || p[length] == '\0')
        return NULL;
    char c = p[length];
    snprintf(spec, sizeof spec, "%%%.*s", (int)length, p);
    if (strchr("di", c) != NULL)
        printf(strcat(spec, "ld"), strtol(argument, NULL, 0));
    else if (strchr("ouxX", c) != NULL)
        printf(strncat(strcat(spec, "l"), &c, 1), strtoul(argument, NULL, 0));
    else if (strchr("eEfFgG", c) != NULL)
        printf(strncat(spec, &c, 1), strtod(argument, NULL));
    else if (c == 'c')
        printf(strcat(spec, "c"), *argument);
    else if (c == 's')
        printf(strcat(spec, "s"), argument);
    else if (c == 'b')
        put_escaped(argument);
    else
        return NULL;
    return p + length + 1;
}

static int builtin_printf(int argc, char **argv)
{
    int i = 2;

    if (argc < 2)
        return usage("printf FORMAT [ARGUMENT ...]");
    do {
        int before = i;
        for (const char *p = argv[1]; *p != '\0';) {
            if (*p == '\\' && p[1] != '\0') {
                p++;
                putchar(escape(&p));
                p++;
            } else if (*p == '%' && p[1] == '%') {
                putchar('%');
                p += 2;
            } else if (*p == '%') {
                const char *next = print_one(p + 1, i < argc ? argv[i] : "");
                if (next == NULL) {
                    complain("printf: %s: bad conversion", p);
                    return 1;
                }
                i++;
                p = next;
            } else {
                putchar(*p++);
            }
        }
        if (i == before)
            break;
    } while (i < argc);
    return 0;
}

static int builtin_umask(int argc, char **argv)
{
    if (argc > 1) {
        char *end;
        unsigned long mask = strtoul(argv[1], &end, 8);
        if (*end != '\0' || mask > 0777) {
            complain("umask: %s: an octal number up to 777 is needed", argv[1]);
            return 1;
        }
        umask((mode_t)mask);
        return 0;
    }
    mode_t mask = umask(0);
    umask(mask);
    printf("%04o\n", (unsigned)mask);
    return 0;
}

/* With a command it becomes the shell's process; its redirections stay in any case. */
static int builtin_exec(int argc, char **argv)
{
    if (argc < 2)
        return 0;
    environ = variables_environment();
    fflush(NULL);
    execvp(argv[1], argv + 1);
    complain("exec: %s: %s", argv[1], strerror(errno));
    exit_shell(errno == ENOENT ? 127 : 126);
}

static int builtin_eval(int argc, char **argv)
{
    struct buffer text = {NULL, 0, 0};

    for (int i = 1; i < argc; i++) {
        if (i > 1)
            buffer_add(&text, ' ');
        buffer_add_text(&text, argv[i], strlen(argv[i]));
    }
    int status = text.text != NULL ? run_text(text.text, "eval") : 0;
    buffer_free(&text);
    return status;
}

static int builtin_dot(int argc, char **argv)
{
    if (argc < 2)
        return usage(". FILE");
    int fd = open(argv[1], O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        complain("%s: %s", argv[1], strerror(errno));
        return 1;
    }
    struct input input = {.fd = fd, .name = argv[1]};
    int status = run_input(&input);
    shell.returning = false;
    close(fd);
    return status;
}

static int builtin_type(int argc, char **argv)
{
    int status = 0;

    for (int i = 1; i < argc; i++) {
        const char *path = variable_get("PATH");
        char full[PATH_MAX] = "";
        if (function_find(argv[i]) != NULL)
            printf("%s is a function\n", argv[i]);
        else if (builtin_find(argv[i]) != NULL)
            printf("%s is a builtin of the shell\n", argv[i]);
        else {
            for (const char *p = path != NULL ? path : "/bin"; *p != '\0'; p += strcspn(p, ":"), p += *p == ':') {
                snprintf(full, sizeof full, "%.*s/%s", (int)strcspn(p, ":"), p, argv[i]);
                if (access(full, X_OK) == 0)
                    break;
                *full = '\0';
            }
            if (*full != '\0')
                printf("%s is %s\n", argv[i], full);
            else
                complain("type: %s: not found", argv[i]);
            status = status != 0 || *full == '\0';
        }
    }
    return status;
}

static int builtin_help(int argc, char **argv)
{
    (void)argc, (void)argv;
    enum { COLUMNS = 78 };
    int column = COLUMNS;

    printf("Orchard's shell.  A command is a program of /bin (try 'ls /bin', 'ls --help')\nor a builtin:");
    for (size_t i = 0; builtin_name(i) != NULL; i++) {
        const char *name = builtin_name(i);
        if (column + 1 + (int)strlen(name) > COLUMNS)
            column = printf("\n ") - 1;
        column += printf(" %s", name);
    }
    printf("\n"
           "Its language:\n"
           "  a | b   a && b   a || b   a ; b   a &   (a)   { a; }   ! a\n"
           "  > >> < 2> 2>&1 <<END   * ? [a-z]   'text' \"$text\" \\c   $(command) `command`\n"
           "  $v ${v:-w} ${v#p} ${v%%p}   $? $$ $! $# $@ $1   $((1 + 2))\n"
           "  if a; then b; elif c; then d; else e; fi\n"
           "  while a; do b; done     until a; do b; done     for v in words; do a; done\n"
           "  case word in pat|pat) a ;; esac     name() { a; }\n"
           "Keys: arrows, Home, End, Ctrl-A E B F K U W L; Tab completes, Ctrl-C stops,\n"
           "Ctrl-Z suspends, Ctrl-D ends.\n");
    return 0;
}

static const struct {
    const char *name;
    builtin *function;
} table[] = {
    {".", builtin_dot},         {":", builtin_true},    {"[", builtin_test},         {"bg", builtin_bg},
    {"break", builtin_break},   {"cd", builtin_cd},     {"continue", builtin_break}, {"echo", builtin_echo},
    {"eval", builtin_eval},     {"exec", builtin_exec}, {"exit", builtin_exit},      {"export", builtin_export},
    {"false", builtin_false},   {"fg", builtin_fg},     {"help", builtin_help},      {"history", builtin_history},
    {"jobs", builtin_jobs},     {"kill", builtin_kill}, {"printf", builtin_printf},  {"read", builtin_read},
    {"return", builtin_return}, {"set", builtin_set},   {"shift", builtin_shift},    {"test", builtin_test},
    {"true", builtin_true},     {"type", builtin_type}, {"umask", builtin_umask},    {"unset", builtin_unset},
    {"wait", builtin_wait},
};

builtin *builtin_find(const char *name)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (strcmp(table[i].name, name) == 0)
            return table[i].function;
    return NULL;
}

const char *builtin_name(size_t i)
{
    return i < sizeof table / sizeof table[0] ? table[i].name : NULL;
}

bool builtin_keeps_redirections(const char *name)
{
    return strcmp(name, "exec") == 0;
}
