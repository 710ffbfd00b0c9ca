#include "tools/lib/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/lib/platform.h"
#include "tools/lib/tool.h"

enum { OUTPUTS_MAX = 8, TEMPORARIES_MAX = 1000, SUFFIX_BYTES = 16 };

struct output {
    char *path;
    char *temporary; /* NULL when path is written directly */
    FILE *stream;
    bool executable;
};

/* Open outputs, for output_abandon_all. */
static struct output *open_outputs[OUTPUTS_MAX];

static bool remember(struct output *output) {
    for (int i = 0; i < OUTPUTS_MAX; i++) {
        if (!open_outputs[i]) {
            open_outputs[i] = output;
            return true;
        }
    }
    return false;
}

static void forget(struct output *output) {
    for (int i = 0; i < OUTPUTS_MAX; i++) {
        if (open_outputs[i] == output)
            open_outputs[i] = NULL;
    }
}

/* Create a new neighbour of path that nobody else has. */
static bool open_temporary(struct output *output) {
    size_t size = strlen(output->path) + SUFFIX_BYTES;
    output->temporary = mem_new(size);
    for (int i = 0; i < TEMPORARIES_MAX; i++) {
        snprintf(output->temporary, size, "%s.tmp%d", output->path, i);
        output->stream = fopen(output->temporary, "wbx");
        if (output->stream || errno != EEXIST)
            break;
    }
    return output->stream != NULL;
}

static void release(struct output *output) {
    forget(output);
    free(output->temporary);
    free(output->path);
    free(output);
}

struct output *output_open(const char *path) {
    struct output *output = mem_new(sizeof *output);
    output->path = mem_string(path, strlen(path));
    struct platform_stat stat;
    enum platform_kind kind = platform_kind(path);
    bool link = platform_stat(path, &stat) && stat.kind == PLATFORM_LINK;
    errno = 0;
    if (strcmp(path, "-") == 0)
        output->stream = stdout;
    else if (kind == PLATFORM_DIRECTORY)
        errno = EISDIR;
    else if (kind == PLATFORM_SPECIAL || link)
        output->stream = fopen(path, "wb");
    else
        open_temporary(output);
    if (!output->stream || !remember(output)) {
        tool_error(TOOL_FAILED, NULL, "cannot write '%s': %s", path, strerror(errno ? errno : EMFILE));
        release(output);
        return NULL;
    }
    return output;
}

FILE *output_stream(struct output *output) {
    return output->stream;
}

void output_set_executable(struct output *output) {
    output->executable = true;
}

bool output_commit(struct output *output) {
    bool good = !ferror(output->stream);
    if (good) /* else it tells why writing failed */
        errno = 0;
    good = fflush(output->stream) == 0 && good;
    if (output->stream != stdout)
        good = fclose(output->stream) == 0 && good;
    if (good && output->temporary) {
        if (output->executable)
            good = platform_make_executable(output->temporary);
        good = good && rename(output->temporary, output->path) == 0;
    }
    if (!good) {
        const char *reason = errno ? strerror(errno) : "short write; is the disk full?";
        tool_error(TOOL_FAILED, NULL, "cannot write '%s': %s", output->path, reason);
        if (output->temporary)
            remove(output->temporary);
    }
    release(output);
    return good;
}

void output_abandon(struct output *output) {
    if (!output)
        return;
    if (output->stream != stdout)
        fclose(output->stream);
    if (output->temporary)
        remove(output->temporary);
    release(output);
}

void output_abandon_all(void) {
    for (int i = 0; i < OUTPUTS_MAX; i++) {
        if (open_outputs[i] && open_outputs[i]->temporary)
            remove(open_outputs[i]->temporary);
    }
}

bool output_write_file(const char *path, const void *data, size_t size) {
    struct output *output = output_open(path);
    if (!output)
        return false;
    fwrite(data, 1, size, output->stream);
    return output_commit(output);
}
