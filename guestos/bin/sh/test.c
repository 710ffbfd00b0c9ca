#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sh.h"

/* test and [: recursive descent over the arguments. */

struct tests {
    char **words;
    int count, at;
    bool failed;
};

static bool expression(struct tests *t);

static bool fail(struct tests *t, const char *what)
{
    if (!t->failed)
        complain("test: %s", what);
    t->failed = true;
    return false;
}

static long number(struct tests *t, const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);

    if (*end != '\0' || end == text)
        fail(t, "a number is needed");
    return value;
}

static bool test_file(char letter, const char *path)
{
    struct stat status;

    if (letter == 'h' || letter == 'L')
        return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
    if (stat(path, &status) != 0)
        return false;
    switch (letter) {
    case 'f':
        return S_ISREG(status.st_mode);
    case 'd':
        return S_ISDIR(status.st_mode);
    case 'c':
        return S_ISCHR(status.st_mode);
    case 'b':
        return S_ISBLK(status.st_mode);
    case 'p':
        return S_ISFIFO(status.st_mode);
    case 's':
        return status.st_size > 0;
    case 'r':
        return access(path, R_OK) == 0;
    case 'w':
        return access(path, W_OK) == 0;
    case 'x':
        return access(path, X_OK) == 0;
    default:
        return true;
    }
}

static bool unary(struct tests *t, char letter, const char *word)
{
    switch (letter) {
    case 'n':
        return *word != '\0';
    case 'z':
        return *word == '\0';
    case 't':
        return isatty((int)number(t, word));
    default:
        return test_file(letter, word);
    }
}

static bool is_binary(const char *word)
{
    static const char *const names[] = {"=",   "==",  "!=",  "-eq", "-ne", "-lt", "-le",
                                        "-gt", "-ge", "-nt", "-ot", "<",   ">"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(word, names[i]) == 0)
            return true;
    return false;
}

static bool newer(const char *a, const char *b)
{
    struct stat x, y;

    return stat(a, &x) == 0 && (stat(b, &y) != 0 || x.st_mtime > y.st_mtime);
}

static bool binary(struct tests *t, const char *a, const char *operator, const char * b)
{
    if (*operator!= '-') {
        int order = strcmp(a, b);
        return *operator== '=' ? order == 0 : * operator== '!' ? order != 0 : * operator== '<' ? order < 0 : order> 0;
    }
    if (operator[2] == 't' &&(operator[1] == 'n' || operator[1] == 'o'))
        return operator[1] == 'n' ? newer(a, b) : newer(b, a);
    long x = number(t, a), y = number(t, b);
    switch (operator[1] << 8 | operator[2]) {
    case 'e' << 8 | 'q':
        return x == y;
    case 'n' << 8 | 'e':
        return x != y;
    case 'l' << 8 | 't':
        return x < y;
    case 'l' << 8 | 'e':
        return x <= y;
    case 'g' << 8 | 't':
        return x > y;
    default:
        return x >= y;
    }
}

static bool primary(struct tests *t)
{
    int left = t->count - t->at;
    char **words = t->words + t->at;

    if (left == 0)
        return fail(t, "an argument is missing");
    if (left >= 3 && is_binary(words[1])) {
        t->at += 3;
        return binary(t, words[0], words[1], words[2]);
    }
    if (left >= 2 && strcmp(words[0], "!") == 0) {
        t->at++;
        return !primary(t);
    }
    if (left >= 2 && strcmp(words[0], "(") == 0) {
        t->at++;
        bool value = expression(t);
        if (t->at < t->count && strcmp(t->words[t->at], ")") == 0)
            t->at++;
        else
            fail(t, "')' is missing");
        return value;
    }
    if (left >= 2 && words[0][0] == '-' && words[0][1] != '\0' && words[0][2] == '\0' &&
        strchr("nzfdcbpsrwxehLt", words[0][1]) != NULL) {
        t->at += 2;
        return unary(t, words[0][1], words[1]);
    }
    t->at++;
    return words[0][0] != '\0';
}

static bool conjunction(struct tests *t)
{
    bool value = primary(t);

    while (t->at < t->count && strcmp(t->words[t->at], "-a") == 0) {
        t->at++;
        bool right = primary(t);
        value = value && right;
    }
    return value;
}

static bool expression(struct tests *t)
{
    bool value = conjunction(t);

    while (t->at < t->count && strcmp(t->words[t->at], "-o") == 0) {
        t->at++;
        bool right = conjunction(t);
        value = value || right;
    }
    return value;
}

int builtin_test(int argc, char **argv)
{
    struct tests t = {argv + 1, argc - 1, 0, false};

    if (argv[0][0] == '[') {
        if (argc < 2 || strcmp(argv[argc - 1], "]") != 0) {
            complain("[: ']' is missing");
            return 2;
        }
        t.count--;
    }
    if (t.count == 0)
        return 1;
    bool value = expression(&t);
    if (!t.failed && t.at < t.count)
        fail(&t, "too many arguments");
    return t.failed ? 2 : !value;
}
