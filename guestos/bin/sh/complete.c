#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sh.h"

static const char separators[] = " \t;&|()<>\"'`";

/* Adds the entries of a directory that start with name; prefix is what goes before them in the line. */
static void add_files(const char *directory, const char *prefix, const char *name, bool programs,
                      struct strings *result)
{
    size_t length = strlen(name);
    DIR *open = opendir(directory);
    struct dirent *entry;

    while (open != NULL && (entry = readdir(open)) != NULL) {
        struct buffer text = {NULL, 0, 0};
        char path[512];
        struct stat status;
        if (strncmp(entry->d_name, name, length) != 0 || (entry->d_name[0] == '.' && *name != '.'))
            continue;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        if (stat(path, &status) != 0 || (programs && (S_ISDIR(status.st_mode) || (status.st_mode & 0111) == 0)))
            continue;
        buffer_add_text(&text, prefix, strlen(prefix));
        buffer_add_text(&text, entry->d_name, strlen(entry->d_name));
        buffer_add(&text, S_ISDIR(status.st_mode) ? '/' : ' ');
        strings_add(result, text.text);
    }
    if (open != NULL)
        closedir(open);
}

static void add_commands(const char *name, struct strings *result)
{
    const char *path = variable_get("PATH");
    size_t length = strlen(name);

    for (size_t i = 0; builtin_name(i) != NULL; i++)
        if (strncmp(builtin_name(i), name, length) == 0) {
            struct buffer text = {NULL, 0, 0};
            buffer_add_text(&text, builtin_name(i), strlen(builtin_name(i)));
            buffer_add(&text, ' ');
            strings_add(result, text.text);
        }
    for (const char *p = path != NULL ? path : "/bin"; *p != '\0';) {
        size_t n = strcspn(p, ":");
        char *directory = must_alloc(n + 1);
        memcpy(directory, p, n);
        add_files(directory, "", name, true, result);
        free(directory);
        p += n + (p[n] == ':');
    }
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_unique(struct strings *list)
{
    size_t kept = 0;

    if (list->count == 0)
        return;
    qsort(list->items, list->count, sizeof *list->items, compare);
    for (size_t i = 1; i < list->count; i++)
        if (strcmp(list->items[i], list->items[kept]) == 0)
            free(list->items[i]);
        else
            list->items[++kept] = list->items[i];
    list->count = kept + 1;
    list->items[list->count] = NULL;
}

void complete(const char *line, size_t position, size_t *start, struct strings *result)
{
    size_t from = position;

    while (from > 0 && strchr(separators, line[from - 1]) == NULL)
        from--;
    *start = from;
    char *word = must_alloc(position - from + 1);
    memcpy(word, line + from, position - from);
    while (from > 0 && (line[from - 1] == ' ' || line[from - 1] == '\t'))
        from--;
    bool command = from == 0 || strchr(";&|(`", line[from - 1]) != NULL;
    char *slash = strrchr(word, '/');
    if (slash == NULL && command) {
        add_commands(word, result);
    } else if (slash == NULL) {
        add_files(".", "", word, false, result);
    } else {
        char *name = must_copy(slash + 1);
        slash[1] = '\0';
        add_files(word, word, name, false, result);
        free(name);
    }
    free(word);
    sort_unique(result);
}
