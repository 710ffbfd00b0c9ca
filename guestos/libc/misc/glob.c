#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct search {
    glob_t *result;
    size_t size; /* of gl_pathv, in entries */
    int flags;
    int (*on_error)(const char *, int);
};

static int add(struct search *search, const char *path)
{
    glob_t *g = search->result;
    size_t used = g->gl_offs + g->gl_pathc;
    struct stat status;

    if (used + 2 > search->size) {
        size_t size = (used + 2) * 2;
        char **grown = realloc(g->gl_pathv, size * sizeof *grown);
        if (grown == NULL)
            return GLOB_NOSPACE;
        g->gl_pathv = grown;
        search->size = size;
    }
    bool mark = (search->flags & GLOB_MARK) && stat(path, &status) == 0 && S_ISDIR(status.st_mode);
    char *copy = malloc(strlen(path) + 2);
    if (copy == NULL)
        return GLOB_NOSPACE;
    strcpy(stpcpy(copy, path), mark ? "/" : "");
    g->gl_pathv[used] = copy;
    g->gl_pathv[used + 1] = NULL;
    g->gl_pathc++;
    return 0;
}

static bool is_magic(const char *pattern, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (pattern[i] == '*' || pattern[i] == '?' || pattern[i] == '[')
            return true;
    return false;
}

/* Appends a component without its backslashes; false when the path becomes too long. */
static bool append(char *path, size_t *used, const char *text, size_t length, int flags)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\\' && !(flags & GLOB_NOESCAPE) && i + 1 < length)
            i++;
        if (*used + 1 >= PATH_MAX)
            return false;
        path[(*used)++] = text[i];
    }
    path[*used] = '\0';
    return true;
}

static int expand(struct search *search, char *path, size_t used, const char *pattern);

/* Tries the entries of the directory in path against the first component of the pattern. */
static int expand_directory(struct search *search, char *path, size_t used, const char *pattern, size_t length)
{
    char component[NAME_MAX + 1];
    struct dirent *entry;
    int result = 0;

    if (length > NAME_MAX)
        return 0;
    memcpy(component, pattern, length);
    component[length] = '\0';
    DIR *directory = opendir(used > 0 ? path : ".");
    if (directory == NULL) {
        bool stop = (search->on_error != NULL && search->on_error(path, errno)) || (search->flags & GLOB_ERR);
        return stop ? GLOB_ABORTED : 0;
    }
    while (result == 0 && (entry = readdir(directory)) != NULL) {
        size_t n = used;
        int flags = FNM_PERIOD | (search->flags & GLOB_NOESCAPE ? FNM_NOESCAPE : 0);
        if (fnmatch(component, entry->d_name, flags) == 0 &&
            append(path, &n, entry->d_name, strlen(entry->d_name), GLOB_NOESCAPE))
            result = expand(search, path, n, pattern + length);
        path[used] = '\0';
    }
    closedir(directory);
    return result;
}

/* path[0..used) is matched already; pattern is the rest. */
static int expand(struct search *search, char *path, size_t used, const char *pattern)
{
    struct stat status;

    for (;;) {
        size_t slashes = strspn(pattern, "/");
        if (slashes > 0 && !append(path, &used, "/", 1, 0))
            return 0;
        pattern += slashes;
        size_t length = strcspn(pattern, "/");
        if (length == 0)
            return lstat(path, &status) == 0 ? add(search, path) : 0;
        if (is_magic(pattern, length))
            return expand_directory(search, path, used, pattern, length);
        if (!append(path, &used, pattern, length, search->flags))
            return 0;
        pattern += length;
    }
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int glob(const char *restrict pattern, int flags, int (*on_error)(const char *path, int number),
         glob_t *restrict result)
{
    struct search search = {result, 0, flags, on_error};
    char path[PATH_MAX] = "";

    if (!(flags & GLOB_DOOFFS))
        result->gl_offs = 0;
    if (!(flags & GLOB_APPEND)) {
        result->gl_pathc = 0;
        search.size = result->gl_offs + 1;
        result->gl_pathv = calloc(search.size, sizeof *result->gl_pathv);
        if (result->gl_pathv == NULL)
            return GLOB_NOSPACE;
    } else {
        search.size = result->gl_offs + result->gl_pathc + 1;
    }
    size_t before = result->gl_pathc;
    int error = expand(&search, path, 0, pattern);
    if (error == 0 && result->gl_pathc == before)
        error = flags & GLOB_NOCHECK ? add(&search, pattern) : GLOB_NOMATCH;
    if (!(flags & GLOB_NOSORT))
        qsort(result->gl_pathv + result->gl_offs + before, result->gl_pathc - before, sizeof(char *), compare);
    return error;
}

void globfree(glob_t *result)
{
    for (size_t i = 0; i < result->gl_pathc; i++)
        free(result->gl_pathv[result->gl_offs + i]);
    free(result->gl_pathv);
    result->gl_pathv = NULL;
    result->gl_pathc = 0;
}
