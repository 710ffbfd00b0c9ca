#include "tools/lib/objects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/lib/archive.h"
#include "tools/lib/file.h"
#include "tools/lib/tool.h"

struct reader {
    const char *path;
    void (*each)(void *context, const struct object_file *object);
    void *context;
};

static void read_object(const struct reader *reader, const char *name, bool in_archive, const uint8_t *data,
                        size_t size) {
    struct object_file object = {.path = reader->path, .name = name, .in_archive = in_archive};
    if (elf_file_open(&object.elf, data, size))
        reader->each(reader->context, &object);
    else
        tool_error(TOOL_BAD_INPUT, name, "%s", object.elf.error);
}

static void read_archive(const struct reader *reader, const struct file_bytes *bytes) {
    struct archive archive;
    const char *error = archive_open(&archive, bytes->data, bytes->size);
    for (size_t offset = archive.first; !error && offset < archive.size;) {
        struct archive_member member;
        error = archive_member(&archive, offset, &member);
        if (error)
            break;
        size_t size = strlen(reader->path) + member.name_length + sizeof "()";
        char *name = mem_new(size);
        snprintf(name, size, "%s(%.*s)", reader->path, (int)member.name_length, member.name);
        read_object(reader, name, true, member.data, member.size);
        free(name);
        offset = member.next;
    }
    if (error)
        tool_error(TOOL_BAD_INPUT, reader->path, "%s", error);
}

void objects_each(const char *path, void (*each)(void *context, const struct object_file *object), void *context) {
    struct reader reader = {path, each, context};
    struct file_bytes bytes;
    if (!file_read(path, FILE_LIMIT_BYTES, &bytes))
        return;
    if (archive_is(bytes.data, bytes.size))
        read_archive(&reader, &bytes);
    else
        read_object(&reader, path, false, bytes.data, bytes.size);
    file_free(&bytes);
}
