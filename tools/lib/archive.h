/* Reader of ar archives: the format of System V and GNU, with long names ("//") and the symbol index ("/").
 *
 * The bytes are untrusted; an archive only borrows them. */
#ifndef TOOLS_LIB_ARCHIVE_H
#define TOOLS_LIB_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARCHIVE_MAGIC "!<arch>\n"
enum { ARCHIVE_MAGIC_BYTES = 8, ARCHIVE_HEADER_BYTES = 60 };

struct archive {
    const uint8_t *data;
    size_t size;
    const char *long_names;
    size_t long_names_bytes;
    const uint8_t *index; /* NULL when the archive has none */
    size_t index_bytes;
    size_t first; /* where ordinary members start */
};

struct archive_member {
    const char *name; /* not terminated */
    size_t name_length;
    size_t offset; /* of its header, the member's identity */
    const uint8_t *data;
    size_t size;
    uint64_t date;
    uint32_t uid, gid, mode;
    size_t next; /* offset of the next header */
};

/* Do these bytes start as an archive does? */
bool archive_is(const uint8_t *data, size_t size);

/* Look at an archive.  Returns NULL, or what is wrong with it. */
const char *archive_open(struct archive *archive, const uint8_t *data, size_t size);

/* The member whose header is at this offset: archive->first, then member.next, up to archive->size.
 * Returns NULL, or what is wrong with it. */
const char *archive_member(const struct archive *archive, size_t offset, struct archive_member *member);

/* The symbol index: number of entries, and entry i as name and member offset.  Entries that lie are left out by
 * archive_open, which refuses such an archive. */
uint32_t archive_index_count(const struct archive *archive);

/* Call entry for each symbol of the index in order. */
void archive_index_each(const struct archive *archive, void (*entry)(void *context, const char *name, size_t offset),
                        void *context);

#endif
