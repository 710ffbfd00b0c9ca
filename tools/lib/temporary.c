#include "tools/lib/temporary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/lib/platform.h"
#include "tools/lib/tool.h"

enum { FOLDERS_MAX = 10000, SUFFIX_BYTES = 24 };

static char *folder;
static char **files;
static size_t file_count, file_capacity;

static bool make_folder(void) {
    const char *base = getenv("TMPDIR");
    base = base && *base ? base : "/tmp";
    size_t size = strlen(base) + SUFFIX_BYTES;
    char *path = mem_new(size);
    for (int i = 0; i < FOLDERS_MAX; i++) {
        snprintf(path, size, "%s/peach-%d", base, i);
        if (platform_make_private_folder(path)) {
            folder = path;
            return true;
        }
        if (errno != EEXIST)
            break;
    }
    tool_error(TOOL_FAILED, NULL, "cannot make a temporary folder in '%s': %s; set TMPDIR", base, strerror(errno));
    free(path);
    return false;
}

static bool is_taken(const char *path) {
    for (size_t i = 0; i < file_count; i++) {
        if (strcmp(files[i], path) == 0)
            return true;
    }
    return false;
}

const char *temporary_file(const char *name) {
    if (!folder && !make_folder())
        return NULL;
    size_t size = strlen(folder) + strlen(name) + SUFFIX_BYTES;
    char *path = mem_new(size);
    snprintf(path, size, "%s/%s", folder, name);
    for (unsigned i = 1; is_taken(path); i++)
        snprintf(path, size, "%s/%u-%s", folder, i, name);
    files = mem_reserve(files, &file_capacity, file_count + 1, sizeof *files);
    files[file_count++] = path;
    return path;
}

void temporary_remove_all(void) {
    for (size_t i = 0; i < file_count; i++) {
        remove(files[i]);
        free(files[i]);
    }
    free(files);
    files = NULL;
    file_count = file_capacity = 0;
    if (folder)
        remove(folder);
    free(folder);
    folder = NULL;
}
