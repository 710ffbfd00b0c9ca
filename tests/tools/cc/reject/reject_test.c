/* Programs that are wrong, or worth a warning: reject_test peach-cc FOLDER
 *
 * Each .c file of the folder is named for the clause of C11 that it violates (warn-... for warnings, quiet-... for what
 * must not be complained about) and ends with comments:
 *
 *     // options: -Wall                      options of peach-cc, if any
 *     // 3:12: error: 'x' is not declared    every message that must come, in order, and no other
 *
 * The exit status must be 1 when one of them is an error, else 0. */
#define _XOPEN_SOURCE 700 /* realpath */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT_MAX 20000

struct expectation {
    char options[200];
    char messages[TEXT_MAX]; /* lines */
    int status;
};

static int failures;

static void append(char *text, size_t size, const char *line, size_t length)
{
    size_t used = strlen(text);
    if (used + length + 2 < size) {
        memcpy(text + used, line, length);
        memcpy(text + used + length, "\n", 2);
    }
}

/* A line `// L:C: kind: text` or `// options: ...`. */
static void read_comment(const char *line, struct expectation *expectation)
{
    static const char options[] = "options: ";
    line += 3;
    line += strspn(line, " ");
    size_t length = strcspn(line, "\r\n");
    if (strncmp(line, options, sizeof options - 1) == 0)
        snprintf(expectation->options, sizeof expectation->options, "%.*s", (int)(length - sizeof options + 1),
                 line + sizeof options - 1);
    else if (*line >= '0' && *line <= '9')
        append(expectation->messages, sizeof expectation->messages, line, length);
}

static void read_expectation(const char *name, struct expectation *expectation)
{
    char line[1000];
    FILE *in = fopen(name, "r");
    *expectation = (struct expectation){0};
    if (!in) {
        perror(name);
        exit(2);
    }
    while (fgets(line, sizeof line, in))
        if (strncmp(line, "// ", 3) == 0)
            read_comment(line, expectation);
    fclose(in);
    expectation->status = strstr(expectation->messages, "error: ") != NULL;
}

/* The compiler's messages about the file, without its name; its exit status. */
static int compile(const char *compiler, const char *name, const char *options, char *messages, char *all)
{
    char command[2000], line[2000], prefix[300];
    snprintf(command, sizeof command, "'%s' -fsyntax-only %s '%s' 2>&1", compiler, options, name);
    snprintf(prefix, sizeof prefix, "%s:", name);
    FILE *in = popen(command, "r");
    if (!in) {
        perror("popen");
        exit(2);
    }
    *messages = *all = 0;
    while (fgets(line, sizeof line, in)) {
        size_t length = strcspn(line, "\n");
        append(all, TEXT_MAX, line, length);
        if (strncmp(line, prefix, strlen(prefix)) == 0)
            append(messages, TEXT_MAX, line + strlen(prefix), length - strlen(prefix));
    }
    int status = pclose(in);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void check(const char *compiler, const char *name)
{
    static char messages[TEXT_MAX], all[TEXT_MAX];
    struct expectation expectation;
    read_expectation(name, &expectation);
    int status = compile(compiler, name, expectation.options, messages, all);
    if (status == expectation.status && strcmp(messages, expectation.messages) == 0)
        return;
    failures++;
    printf("FAIL %s %s\nexpected (status %d):\n%sgot (status %d):\n%s\n", name, expectation.options, expectation.status,
           expectation.messages, status, all);
}

static int is_program(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 2 && strcmp(entry->d_name + length - 2, ".c") == 0 && strcmp(entry->d_name, "reject_test.c") != 0;
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    char *compiler = argc == 3 ? realpath(argv[1], NULL) : NULL;
    if (!compiler || chdir(argv[2]) != 0) {
        fputs("usage: reject_test peach-cc FOLDER\n", stderr);
        return 2;
    }
    int count = scandir(".", &entries, is_program, alphasort);
    for (int i = 0; i < count; i++) {
        check(compiler, entries[i]->d_name);
        free(entries[i]);
    }
    if (count > 0)
        free(entries);
    free(compiler);
    printf("%d programs, %d failures\n", count, failures);
    return count > 0 && failures == 0 ? 0 : 1;
}
