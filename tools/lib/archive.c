#include "tools/lib/archive.h"

#include <string.h>

/* Layout of a member's header: text fields, padded with spaces. */
enum {
    NAME_AT = 0,
    NAME_BYTES = 16,
    DATE_AT = 16,
    DATE_BYTES = 12,
    UID_AT = 28,
    GID_AT = 34,
    ID_BYTES = 6,
    MODE_AT = 40,
    MODE_BYTES = 8,
    SIZE_AT = 48,
    SIZE_BYTES = 10,
    END_AT = 58,
};

bool archive_is(const uint8_t *data, size_t size) {
    return size >= ARCHIVE_MAGIC_BYTES && memcmp(data, ARCHIVE_MAGIC, ARCHIVE_MAGIC_BYTES) == 0;
}

/* A number in a text field; false when there is something else in it.  An empty field is 0. */
static bool field_number(const uint8_t *field, size_t bytes, unsigned base, uint64_t *value) {
    size_t i = 0;
    *value = 0;
    for (; i < bytes && field[i] >= '0' && field[i] < '0' + base; i++)
        *value = *value * base + (field[i] - '0');
    for (; i < bytes; i++) {
        if (field[i] != ' ')
            return false;
    }
    return true;
}

static bool header_numbers(const uint8_t *header, struct archive_member *member, uint64_t *size) {
    uint64_t uid, gid, mode;
    bool good =
        field_number(header + SIZE_AT, SIZE_BYTES, 10, size) &&
        field_number(header + DATE_AT, DATE_BYTES, 10, &member->date) &&
        field_number(header + UID_AT, ID_BYTES, 10, &uid) && field_number(header + GID_AT, ID_BYTES, 10, &gid) &&
        field_number(header + MODE_AT, MODE_BYTES, 8, &mode) && header[END_AT] == '`' && header[END_AT + 1] == '\n';
    if (good) {
        member->uid = (uint32_t)uid;
        member->gid = (uint32_t)gid;
        member->mode = (uint32_t)mode;
    }
    return good;
}

/* "name/", "/offset into the long names", or a special member, whose name is kept as it is. */
static bool member_name(const struct archive *archive, const uint8_t *header, struct archive_member *member) {
    const char *field = (const char *)header + NAME_AT;
    uint64_t offset;
    if (field[0] != '/' || field[1] < '0' || field[1] > '9') {
        size_t length = NAME_BYTES;
        while (length > 0 && field[length - 1] == ' ')
            length--;
        if (field[0] != '/' && length > 0 && field[length - 1] == '/')
            length--;
        member->name = field;
        member->name_length = length;
        return length > 0;
    }
    if (!field_number(header + NAME_AT + 1, NAME_BYTES - 1, 10, &offset) || offset >= archive->long_names_bytes)
        return false;
    const char *name = archive->long_names + offset;
    const char *end = memchr(name, '\n', archive->long_names_bytes - (size_t)offset);
    member->name = name;
    member->name_length = end ? (size_t)(end - name) : archive->long_names_bytes - (size_t)offset;
    if (member->name_length > 0 && name[member->name_length - 1] == '/')
        member->name_length--;
    return member->name_length > 0;
}

const char *archive_member(const struct archive *archive, size_t offset, struct archive_member *member) {
    uint64_t size;
    if (offset > archive->size || archive->size - offset < ARCHIVE_HEADER_BYTES)
        return "the archive is truncated in a member's header";
    const uint8_t *header = archive->data + offset;
    if (!header_numbers(header, member, &size))
        return "a member's header in the archive is damaged";
    size_t left = archive->size - offset - ARCHIVE_HEADER_BYTES;
    if (size > left)
        return "the archive is truncated in a member";
    if (!member_name(archive, header, member))
        return "a member's name in the archive is damaged";
    member->offset = offset;
    member->data = header + ARCHIVE_HEADER_BYTES;
    member->size = (size_t)size;
    member->next = offset + ARCHIVE_HEADER_BYTES + (size_t)size;
    if (member->next < archive->size && (size & 1))
        member->next++;
    return NULL;
}

static bool name_is(const struct archive_member *member, const char *name) {
    return member->name_length == strlen(name) && memcmp(member->name, name, member->name_length) == 0;
}

/* ---- Symbol index: count, that many offsets, that many terminated names; numbers are big-endian. ---- */

static uint32_t big32(const uint8_t *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

uint32_t archive_index_count(const struct archive *archive) {
    return archive->index ? big32(archive->index) : 0;
}

static bool index_is_sound(const struct archive *archive) {
    if (archive->index_bytes < 4)
        return false;
    uint32_t count = archive_index_count(archive);
    if (count > (archive->index_bytes - 4) / 5)
        return false;
    const uint8_t *name = archive->index + 4 + 4 * (size_t)count, *end = archive->index + archive->index_bytes;
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *zero = name < end ? memchr(name, 0, (size_t)(end - name)) : NULL;
        if (!zero || big32(archive->index + 4 + 4 * (size_t)i) >= archive->size)
            return false;
        name = zero + 1;
    }
    return true;
}

void archive_index_each(const struct archive *archive, void (*entry)(void *context, const char *name, size_t offset),
                        void *context) {
    uint32_t count = archive_index_count(archive);
    const uint8_t *offsets = archive->index ? archive->index + 4 : NULL;
    const char *name = archive->index ? (const char *)offsets + 4 * (size_t)count : NULL;
    for (uint32_t i = 0; i < count; i++) {
        entry(context, name, big32(offsets + 4 * (size_t)i));
        name += strlen(name) + 1;
    }
}

const char *archive_open(struct archive *archive, const uint8_t *data, size_t size) {
    *archive = (struct archive){.data = data, .size = size, .first = ARCHIVE_MAGIC_BYTES};
    if (!archive_is(data, size))
        return "not an archive";
    while (archive->first < size) {
        struct archive_member member;
        const char *error = archive_member(archive, archive->first, &member);
        if (error)
            return error;
        if (name_is(&member, "//")) {
            archive->long_names = (const char *)member.data;
            archive->long_names_bytes = member.size;
        } else if (name_is(&member, "/")) {
            archive->index = member.data;
            archive->index_bytes = member.size;
            if (!index_is_sound(archive))
                return "the archive's symbol index is damaged; run 'peach-ar s' on it";
        } else {
            break;
        }
        archive->first = member.next;
    }
    return NULL;
}
