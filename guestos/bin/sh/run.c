#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "redirect.h"
#include "sh.h"

volatile int interrupted;

#define STATUS_NOT_FOUND      127
#define STATUS_NOT_EXECUTABLE 126
#define STATUS_INTERRUPTED    130
#define FUNCTION_DEPTH_MAX    200

/* True when the commands that follow are to be left out. */
static bool leaving(void)
{
    return interrupted || shell.break_count > 0 || shell.continue_count > 0 || shell.returning;
}

static bool assign(const struct word *assignments, bool exported)
{
    for (; assignments != NULL; assignments = assignments->next) {
        size_t length = strcspn(assignments->text, "=");
        char *name = must_copy(assignments->text);
        name[length] = '\0';
        char *value = expand_text(assignments->text + length + 1);
        if (value != NULL) {
            variable_set(name, value);
            if (exported)
                variable_export(name);
        }
        free(name);
        free(value);
        if (value == NULL)
            return false;
    }
    return true;
}

/* Becomes the program; the path of a command without a slash is searched for by libc. */
static _Noreturn void execute(char **argv)
{
    struct stat status;

    environ = variables_environment();
    execvp(argv[0], argv);
    int number = errno;
    if (number == ENOENT && strchr(argv[0], '/') == NULL)
        complain("%s: command not found", argv[0]);
    else if (number == EACCES && stat(argv[0], &status) == 0 && S_ISDIR(status.st_mode))
        complain("%s: is a directory", argv[0]);
    else
        complain("%s: %s", argv[0], strerror(number));
    _exit(number == ENOENT || number == ENOTDIR ? STATUS_NOT_FOUND : STATUS_NOT_EXECUTABLE);
}

/* A fork for a part of a job; output that is buffered here must not come out twice. */
static pid_t start_child(struct job *job, bool foreground)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0 && errno == EAGAIN && jobs_collect())
        pid = fork();
    if (pid < 0)
        complain("cannot start a process: %s", strerror(errno));
    else if (pid == 0)
        job_enter_child(job, foreground);
    else
        job_add_process(job, pid);
    return pid;
}

static int call_function(const struct node *body, int argc, char **argv)
{
    static int depth;
    char **arguments = shell.arguments;
    int count = shell.argument_count, loops = shell.loop_depth;

    if (depth >= FUNCTION_DEPTH_MAX) {
        complain("%s: functions call each other too deeply", argv[0]);
        return 1;
    }
    depth++;
    shell.arguments = argv + 1;
    shell.argument_count = argc - 1;
    shell.loop_depth = 0;
    int status = run(body);
    shell.arguments = arguments;
    shell.argument_count = count;
    shell.loop_depth = loops;
    shell.returning = false;
    depth--;
    return status;
}

static int run_builtin(builtin *function, const struct node *node, struct strings *words)
{
    struct saved_fds saved = {0};
    int status = 1;

    if (redirect_all(node->redirects, builtin_keeps_redirections(words->items[0]) ? NULL : &saved) &&
        assign(node->assignments, false)) {
        status = function((int)words->count, words->items);
        if (fflush(stdout) != 0) {
            complain("%s: write error: %s", words->items[0], strerror(errno));
            clearerr(stdout);
            status = 1;
        }
    }
    redirect_undo(&saved);
    return status;
}

static int run_function(const struct node *body, const struct node *node, struct strings *words)
{
    struct saved_fds saved = {0};
    int status = 1;

    if (redirect_all(node->redirects, &saved) && assign(node->assignments, false))
        status = call_function(body, (int)words->count, words->items);
    redirect_undo(&saved);
    return status;
}

static _Noreturn void run_program_here(const struct node *node, struct strings *words)
{
    if (!redirect_all(node->redirects, NULL) || !assign(node->assignments, true))
        _exit(1);
    execute(words->items);
}

static int run_program(const struct node *node, struct strings *words)
{
    struct job *job = job_new(node->source != NULL ? node->source : words->items[0]);
    pid_t pid = start_child(job, true);
    if (pid == 0)
        run_program_here(node, words);
    int status = job_wait(job);
    return pid > 0 ? status : 1;
}

static void trace_words(const struct strings *words)
{
    fputc('+', stderr);
    for (size_t i = 0; i < words->count; i++)
        fprintf(stderr, " %s", words->items[i]);
    fputc('\n', stderr);
}

static int run_simple(const struct node *node)
{
    struct strings words = {NULL, 0, 0};
    int status = 0;

    if (!expand_words(node->words, &words)) {
        status = 1;
    } else if (words.count == 0) {
        struct saved_fds saved = {0};
        /* The status of $(...) in an assignment stays. */
        shell.status = node->words == NULL ? 0 : shell.status;
        status = redirect_all(node->redirects, &saved) && assign(node->assignments, false) ? shell.status : 1;
        redirect_undo(&saved);
    } else {
        if (shell.trace)
            trace_words(&words);
        builtin *function = builtin_find(words.items[0]);
        const struct node *body = function_find(words.items[0]);
        if (body != NULL)
            status = run_function(body, node, &words);
        else if (function != NULL)
            status = run_builtin(function, node, &words);
        else
            status = run_program(node, &words);
    }
    strings_free(&words);
    return status;
}

/* In a child that is to end with this command: a program replaces it without another fork. */
static _Noreturn void run_last(const struct node *node)
{
    if (node->kind == NODE_COMMAND && node->words != NULL) {
        struct strings words = {NULL, 0, 0};
        if (!expand_words(node->words, &words))
            _exit(1);
        if (words.count > 0 && builtin_find(words.items[0]) == NULL && function_find(words.items[0]) == NULL) {
            if (shell.trace)
                trace_words(&words);
            run_program_here(node, &words);
        }
        strings_free(&words);
    }
    exit_shell(run(node));
}

static void use_as(int fd, int target)
{
    if (fd >= 0 && fd != target) {
        dup2(fd, target);
        close(fd);
    }
}

/* Starts the processes of a pipeline, from the leftmost; the last one writes to out. */
static bool start_pipeline(const struct node *node, struct job *job, int in, bool foreground, int *read_end)
{
    int fds[2] = {-1, -1};

    if (node->kind == NODE_PIPE) {
        int between;
        if (!start_pipeline(node->left, job, in, foreground, &between))
            return false;
        in = between;
        node = node->right;
    }
    if (read_end != NULL && pipe(fds) != 0) {
        complain("pipe: %s", strerror(errno));
        return false;
    }
    pid_t pid = start_child(job, foreground);
    if (pid == 0) {
        if (fds[0] >= 0)
            close(fds[0]);
        use_as(in, STDIN_FILENO);
        use_as(fds[1], STDOUT_FILENO);
        run_last(node);
    }
    if (in >= 0)
        close(in);
    if (read_end != NULL) {
        close(fds[1]);
        *read_end = fds[0];
    }
    return pid > 0;
}

static int run_pipeline(const struct node *node)
{
    struct job *job = job_new(node->source);
    bool started = start_pipeline(node, job, -1, true, NULL);
    int status = job_wait(job);

    return started ? status : 1;
}

static int run_background(const struct node *node)
{
    struct job *job = job_new(node->source);
    pid_t pid;

    if (node->left->kind == NODE_PIPE) {
        if (!start_pipeline(node->left, job, -1, false, NULL))
            return 1;
    } else {
        pid = start_child(job, false);
        if (pid == 0)
            run_last(node->left);
        if (pid < 0)
            return 1;
    }
    job_background(job);
    return 0;
}

static int run_subshell(const struct node *node)
{
    struct job *job = job_new(node->source);
    pid_t pid = start_child(job, true);

    if (pid == 0) {
        if (!redirect_all(node->redirects, NULL))
            _exit(1);
        run_last(node->left);
    }
    int status = job_wait(job);
    return pid > 0 ? status : 1;
}

/* Ends one turn of a loop; true when the loop ends. */
static bool loop_ends(void)
{
    if (shell.break_count > 0) {
        shell.break_count--;
        return true;
    }
    if (shell.continue_count > 0)
        return --shell.continue_count > 0;
    return interrupted || shell.returning;
}

static int run_while(const struct node *node)
{
    int status = 0;

    shell.loop_depth++;
    while (!interrupted) {
        bool condition = run(node->left) == 0;
        if (leaving() || condition != (node->kind == NODE_WHILE)) {
            if (leaving() && !loop_ends())
                continue;
            break;
        }
        status = run(node->right);
        if (loop_ends())
            break;
    }
    shell.loop_depth--;
    return interrupted ? STATUS_INTERRUPTED : status;
}

static int run_for(const struct node *node)
{
    struct strings words = {NULL, 0, 0};
    int status = 0;

    if (!node->has_words)
        for (int i = 0; i < shell.argument_count; i++)
            strings_add(&words, must_copy(shell.arguments[i]));
    else if (!expand_words(node->words, &words))
        status = 1;
    shell.loop_depth++;
    for (size_t i = 0; i < words.count && status != STATUS_INTERRUPTED; i++) {
        variable_set(node->name, words.items[i]);
        status = run(node->left);
        if (loop_ends())
            break;
    }
    shell.loop_depth--;
    strings_free(&words);
    return interrupted ? STATUS_INTERRUPTED : status;
}

static bool matches(const struct case_item *item, const char *value)
{
    bool found = false;

    for (const struct word *word = item->patterns; word != NULL && !found; word = word->next) {
        char *pattern = expand_pattern(word->text);
        found = pattern != NULL && fnmatch(pattern, value, 0) == 0;
        free(pattern);
    }
    return found;
}

static int run_case(const struct node *node)
{
    char *value = expand_text(node->words->text);
    int status = 0;

    if (value == NULL)
        return 1;
    for (const struct case_item *item = node->items; item != NULL; item = item->next)
        if (matches(item, value)) {
            status = item->body != NULL ? run(item->body) : 0;
            break;
        }
    free(value);
    return status;
}

/* A compound command with its redirections. */
static int run_compound(const struct node *node)
{
    switch (node->kind) {
    case NODE_GROUP:
        return run(node->left);
    case NODE_IF:
        if (run(node->left) == 0 && !leaving())
            return run(node->right);
        if (leaving())
            return shell.status;
        return node->other != NULL ? run(node->other) : 0;
    case NODE_WHILE:
    case NODE_UNTIL:
        return run_while(node);
    case NODE_FOR:
        return run_for(node);
    default:
        return run_case(node);
    }
}

static int run_kind(const struct node *node)
{
    struct saved_fds saved = {0};
    int status;

    switch (node->kind) {
    case NODE_COMMAND:
        return run_simple(node);
    case NODE_PIPE:
        return run_pipeline(node);
    case NODE_AND:
        status = run(node->left);
        return status == 0 && !leaving() ? run(node->right) : status;
    case NODE_OR:
        status = run(node->left);
        return status != 0 && !leaving() ? run(node->right) : status;
    case NODE_LIST:
        status = run(node->left);
        return leaving() ? status : run(node->right);
    case NODE_BACKGROUND:
        return run_background(node);
    case NODE_NOT:
        return run(node->left) == 0;
    case NODE_SUBSHELL:
        return run_subshell(node);
    case NODE_FUNCTION:
        function_define(node->name, node->left);
        return 0;
    default:
        status = redirect_all(node->redirects, &saved) ? run_compound(node) : 1;
        redirect_undo(&saved);
        return status;
    }
}

/* set -e does not look at conditions. */
static int condition_depth;

int run(const struct node *node)
{
    bool condition = node->kind == NODE_AND || node->kind == NODE_OR || node->kind == NODE_NOT ||
                     node->kind == NODE_IF || node->kind == NODE_WHILE || node->kind == NODE_UNTIL;

    condition_depth += condition;
    shell.status = run_kind(node);
    condition_depth -= condition;
    if (shell.exit_on_error && shell.status != 0 && condition_depth == 0 &&
        (node->kind == NODE_COMMAND || node->kind == NODE_PIPE || node->kind == NODE_SUBSHELL))
        exit_shell(shell.status);
    return shell.status;
}

int run_input(struct input *input)
{
    const struct input *outer = current_input;
    enum parse_result result;

    current_input = input;
    do {
        struct arena *arena = arena_new();
        struct node *tree;
        if (input->interactive)
            jobs_notify();
        interrupted = false;
        result = parse_command(input, arena, &tree);
        if (result == PARSE_OK)
            run(tree);
        else if (result == PARSE_ERROR)
            shell.status = 2;
        if (interrupted) {
            shell.status = STATUS_INTERRUPTED;
            /* The terminal has shown ^C and stayed in its line. */
            if (input->interactive)
                fputc('\n', stderr);
        }
        arena_free(arena);
    } while (result != PARSE_END && !(result == PARSE_ERROR && !input->interactive) && !shell.returning &&
             !(interrupted && !input->interactive));
    input_drop_line(input);
    current_input = outer;
    return shell.status;
}

int run_text(const char *text, const char *name)
{
    struct input input = {.fd = -1, .text = text, .name = name};

    return run_input(&input);
}

char *run_capture(const char *text)
{
    struct buffer output = {NULL, 0, 0};
    char piece[512];
    int fds[2];
    ssize_t n;

    buffer_add_text(&output, "", 0);
    if (pipe(fds) != 0) {
        complain("pipe: %s", strerror(errno));
        return output.text;
    }
    struct job *job = job_new(text);
    pid_t pid = start_child(job, true);
    if (pid == 0) {
        close(fds[0]);
        use_as(fds[1], STDOUT_FILENO);
        exit_shell(run_text(text, shell.name));
    }
    close(fds[1]);
    while ((n = read(fds[0], piece, sizeof piece)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0)
            buffer_add_text(&output, piece, (size_t)n);
    close(fds[0]);
    shell.status = job_wait(job);
    while (output.length > 0 && output.text[output.length - 1] == '\n')
        output.text[--output.length] = '\0';
    return output.text;
}
