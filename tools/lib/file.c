#include "tools/lib/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/lib/tool.h"

enum { FIRST_CHUNK_BYTES = 64 * 1024 };

/* Read to the end.  One byte more than the limit is asked for, so that "too large" shows. */
static bool read_stream(FILE *stream, const char *path, size_t limit_bytes, struct file_bytes *out) {
    size_t capacity = 0;
    uint8_t *data = mem_reserve(NULL, &capacity, FIRST_CHUNK_BYTES, 1);
    size_t size = 0, got;
    errno = 0;
    while ((got = fread(data + size, 1, capacity - 1 - size, stream)) > 0) {
        size += got;
        if (size > limit_bytes)
            break;
        data = mem_reserve(data, &capacity, size + 2, 1);
    }
    if (ferror(stream) || size > limit_bytes) {
        if (size > limit_bytes)
            tool_error(TOOL_BAD_INPUT, path, "larger than the limit of %zu bytes", limit_bytes);
        else
            tool_error(TOOL_FAILED, NULL, "cannot read '%s': %s", path, strerror(errno));
        free(data);
        return false;
    }
    data[size] = 0;
    *out = (struct file_bytes){data, size};
    return true;
}

bool file_read_if_exists(const char *path, size_t limit_bytes, struct file_bytes *out, bool *exists) {
    *out = (struct file_bytes){NULL, 0};
    *exists = true;
    if (strcmp(path, "-") == 0)
        return read_stream(stdin, "standard input", limit_bytes, out);
    FILE *stream = fopen(path, "rb");
    if (!stream && errno == ENOENT) {
        *exists = false;
        return false;
    }
    if (!stream) {
        tool_error(TOOL_FAILED, NULL, "cannot open '%s': %s", path, strerror(errno));
        return false;
    }
    bool good = read_stream(stream, path, limit_bytes, out);
    fclose(stream);
    return good;
}

bool file_read(const char *path, size_t limit_bytes, struct file_bytes *out) {
    bool exists;
    bool good = file_read_if_exists(path, limit_bytes, out, &exists);
    if (!exists)
        tool_error(TOOL_FAILED, NULL, "cannot open '%s': %s; check the name", path, strerror(ENOENT));
    return good;
}

void file_free(struct file_bytes *bytes) {
    free(bytes->data);
    *bytes = (struct file_bytes){NULL, 0};
}

const char *file_base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
