#include "tools/ar/members.h"

#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/lib/archive.h"
#include "tools/lib/tool.h"

static struct member *append(struct members *members) {
    members->list = mem_reserve(members->list, &members->capacity, members->count + 1, sizeof *members->list);
    struct member *member = &members->list[members->count++];
    *member = (struct member){NULL, NULL, 0, {NULL, 0}};
    return member;
}

bool members_read(struct members *members, const char *path, bool may_be_missing) {
    struct archive archive;
    bool exists = true;
    *members = (struct members){NULL, 0, 0, {NULL, 0}};
    if (may_be_missing ? !file_read_if_exists(path, FILE_LIMIT_BYTES, &members->archive, &exists)
                       : !file_read(path, FILE_LIMIT_BYTES, &members->archive))
        return !exists;
    const char *error = archive_open(&archive, members->archive.data, members->archive.size);
    for (size_t offset = archive.first; !error && offset < archive.size;) {
        struct archive_member found;
        error = archive_member(&archive, offset, &found);
        if (error)
            break;
        struct member *member = append(members);
        member->name = mem_string(found.name, found.name_length);
        member->data = found.data;
        member->size = found.size;
        offset = found.next;
    }
    if (error)
        tool_error(TOOL_BAD_INPUT, path, "%s", error);
    return error == NULL;
}

struct member *members_find(struct members *members, const char *name) {
    for (size_t i = 0; i < members->count; i++) {
        if (strcmp(members->list[i].name, name) == 0)
            return &members->list[i];
    }
    return NULL;
}

bool members_add(struct members *members, const char *path, bool replace) {
    struct file_bytes bytes;
    const char *name = file_base_name(path);
    if (!file_read(path, FILE_LIMIT_BYTES, &bytes))
        return false;
    if (!*name || strchr(name, '\n')) {
        tool_error(TOOL_BAD_INPUT, path, "the name cannot stand in an archive; rename the file");
        file_free(&bytes);
        return false;
    }
    struct member *member = replace ? members_find(members, name) : NULL;
    if (!member) {
        member = append(members);
        member->name = mem_string(name, strlen(name));
    }
    file_free(&member->own);
    member->own = bytes;
    member->data = bytes.data;
    member->size = bytes.size;
    return true;
}

void members_remove(struct members *members, struct member *member) {
    free(member->name);
    file_free(&member->own);
    size_t index = (size_t)(member - members->list);
    memmove(member, member + 1, (members->count - index - 1) * sizeof *member);
    members->count--;
}

void members_free(struct members *members) {
    while (members->count > 0)
        members_remove(members, &members->list[members->count - 1]);
    free(members->list);
    file_free(&members->archive);
}
