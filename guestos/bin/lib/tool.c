#include "tool.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *tool_name, *tool_text;
static int status;

void tool_begin(const char *name, const char *usage)
{
    tool_name = name;
    tool_text = usage;
}

_Noreturn void tool_usage(void)
{
    fputs(tool_text, stderr);
    exit(2);
}

int tool_option(int argc, char **argv, const char *letters)
{
    if (optind < argc && strcmp(argv[optind], "--help") == 0) {
        fputs(tool_text, stdout);
        exit(tool_end());
    }
    int option = getopt(argc, argv, letters);
    if (option == '?')
        tool_usage();
    return option;
}

void tool_complain(const char *format, ...)
{
    va_list args;

    fflush(stdout);
    fprintf(stderr, "%s: ", tool_name);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    status = 1;
}

void tool_complain_errno(const char *subject)
{
    tool_complain("%s: %s", subject, strerror(errno));
}

int tool_end(void)
{
    if (fflush(stdout) != 0 || ferror(stdout))
        tool_complain_errno("write error");
    return status;
}

long tool_number(const char *text, long least)
{
    char *end;

    errno = 0;
    long value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value < least) {
        tool_complain("%s: a number from %ld on is needed", text, least);
        exit(2);
    }
    return value;
}

void tool_each_file(int count, char **names, void (*body)(FILE *file, const char *name))
{
    if (count == 0)
        body(stdin, "-");
    for (int i = 0; i < count; i++) {
        FILE *file = strcmp(names[i], "-") == 0 ? stdin : fopen(names[i], "r");
        if (file == NULL) {
            tool_complain_errno(names[i]);
            continue;
        }
        errno = 0;
        body(file, names[i]);
        if (ferror(file))
            tool_complain_errno(names[i]);
        if (file != stdin)
            fclose(file);
    }
}

bool tool_join(char *buffer, const char *directory, const char *name)
{
    size_t length = strlen(directory);
    const char *slash = length > 0 && directory[length - 1] == '/' ? "" : "/";

    if (snprintf(buffer, PATH_MAX, "%s%s%s", directory, slash, name) < PATH_MAX)
        return true;
    errno = ENAMETOOLONG;
    tool_complain_errno(name);
    return false;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0)
            return false;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

bool tool_copy(int from, int to, const char *from_name, const char *to_name)
{
    static char buffer[4096];
    ssize_t n;

    while ((n = read(from, buffer, sizeof buffer)) > 0)
        if (!write_all(to, buffer, (size_t)n)) {
            tool_complain_errno(to_name);
            return false;
        }
    if (n < 0)
        tool_complain_errno(from_name);
    return n == 0;
}
