/* Whole files in memory. */
#ifndef TOOLS_LIB_FILE_H
#define TOOLS_LIB_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct file_bytes {
    uint8_t *data; /* size bytes and a terminating 0 that is not counted */
    size_t size;
};

/* The largest object, archive or source file that a tool accepts. */
#define FILE_LIMIT_BYTES ((size_t)256 << 20)

/* Read a whole file ("-": standard input).  When it cannot be read or is larger than limit_bytes, report that and
 * return false.  Free the bytes with file_free. */
bool file_read(const char *path, size_t limit_bytes, struct file_bytes *out);

/* As file_read, but says nothing when there is no such file: for search along a path. */
bool file_read_if_exists(const char *path, size_t limit_bytes, struct file_bytes *out, bool *exists);

void file_free(struct file_bytes *bytes);

/* The part of path after the last slash. */
const char *file_base_name(const char *path);

#endif
