/* The bytes of an archive. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/buf.h"
#include "asm/mem.h"
#include "isa/elf_file.h"
#include "tools/ar/members.h"
#include "tools/lib/archive.h"
#include "tools/lib/output.h"
#include "tools/lib/tool.h"

enum { SHORT_NAME_MAX = 15 };
#define ARCHIVE_BYTES_MAX 0xffffffffu

/* What stands before the ordinary members. */
struct index {
    struct buf names; /* symbol names */
    uint32_t *owners; /* member number of each */
    size_t count, capacity;
    struct buf long_names;
    uint32_t *long_offsets; /* by member: offset in long_names, where the name is long */
};

static void put_big32(struct buf *out, uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_put8(out, (uint8_t)(value >> shift));
}

static void put_header(struct buf *out, const char *name, size_t size, bool plain) {
    char text[ARCHIVE_HEADER_BYTES + 1];
    if (plain)
        snprintf(text, sizeof text, "%-16s%-12d%-6d%-6d%-8s%-10lu`\n", name, 0, 0, 0, "644", (unsigned long)size);
    else
        snprintf(text, sizeof text, "%-16s%-32s%-10lu`\n", name, "", (unsigned long)size);
    buf_put(out, text, ARCHIVE_HEADER_BYTES);
}

/* Members start at even offsets. */
static size_t even(size_t size) {
    return size + (size & 1);
}

static void put_padding(struct buf *out) {
    if (out->length & 1)
        buf_put8(out, '\n');
}

/* What the member defines for others. */
static void index_member(struct index *index, const struct member *member, uint32_t number) {
    struct elf_file elf;
    if (!elf_file_is_elf(member->data, member->size))
        return;
    if (!elf_file_open(&elf, member->data, member->size)) {
        tool_warning(member->name, "kept, but not in the symbol index: %s", elf.error);
        return;
    }
    for (unsigned i = 1; i < elf.symbol_count; i++) {
        struct elf_symbol symbol;
        elf_file_symbol(&elf, i, &symbol);
        if (symbol.binding == STB_LOCAL || symbol.section == SHN_UNDEF)
            continue;
        index->owners = mem_reserve(index->owners, &index->capacity, index->count + 1, sizeof *index->owners);
        index->owners[index->count++] = number;
        buf_put_string(&index->names, symbol.name);
    }
}

static void make_index(struct index *index, const struct members *members) {
    index->long_offsets = mem_new((members->count + 1) * sizeof *index->long_offsets);
    for (size_t i = 0; i < members->count; i++) {
        const struct member *member = &members->list[i];
        index_member(index, member, (uint32_t)i);
        if (strlen(member->name) <= SHORT_NAME_MAX)
            continue;
        index->long_offsets[i] = (uint32_t)index->long_names.length;
        buf_put(&index->long_names, member->name, strlen(member->name));
        buf_put(&index->long_names, "/\n", 2);
    }
}

static void put_member(struct buf *out, const struct member *member, uint32_t long_offset) {
    char name[24];
    if (strlen(member->name) <= SHORT_NAME_MAX)
        snprintf(name, sizeof name, "%s/", member->name);
    else
        snprintf(name, sizeof name, "/%lu", (unsigned long)long_offset);
    put_header(out, name, member->size, true);
    buf_put(out, member->data, member->size);
    put_padding(out);
}

/* The "/" member: the offset of the owner's header for each symbol. */
static void put_index(struct buf *out, const struct index *index, const struct members *members, size_t first) {
    uint32_t *offsets = mem_new((members->count + 1) * sizeof *offsets);
    for (size_t i = 0; i < members->count; i++) {
        offsets[i] = (uint32_t)first;
        first += ARCHIVE_HEADER_BYTES + even(members->list[i].size);
    }
    put_header(out, "/", 4 + 4 * index->count + index->names.length, true);
    put_big32(out, (uint32_t)index->count);
    for (size_t i = 0; i < index->count; i++)
        put_big32(out, offsets[index->owners[i]]);
    buf_put(out, index->names.data, index->names.length);
    put_padding(out);
    free(offsets);
}

static void put_archive(struct buf *out, const struct index *index, const struct members *members) {
    size_t first = ARCHIVE_MAGIC_BYTES;
    if (index->count)
        first += ARCHIVE_HEADER_BYTES + even(4 + 4 * index->count + index->names.length);
    if (index->long_names.length)
        first += ARCHIVE_HEADER_BYTES + even(index->long_names.length);
    buf_put(out, ARCHIVE_MAGIC, ARCHIVE_MAGIC_BYTES);
    if (index->count)
        put_index(out, index, members, first);
    if (index->long_names.length) {
        put_header(out, "//", index->long_names.length, false);
        buf_put(out, index->long_names.data, index->long_names.length);
        put_padding(out);
    }
    for (size_t i = 0; i < members->count; i++)
        put_member(out, &members->list[i], index->long_offsets[i]);
}

bool members_write(const struct members *members, const char *path) {
    struct index index = {.count = 0};
    struct buf out = {NULL, 0, 0};
    bool good = false;
    make_index(&index, members);
    put_archive(&out, &index, members);
    if (out.length > ARCHIVE_BYTES_MAX)
        tool_error(TOOL_BAD_INPUT, path, "the archive would be larger than 4 GiB");
    else
        good = output_write_file(path, out.data, out.length);
    buf_free(&out);
    buf_free(&index.names);
    buf_free(&index.long_names);
    free(index.owners);
    free(index.long_offsets);
    return good;
}
