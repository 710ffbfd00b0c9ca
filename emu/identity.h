/* What a machine is, apart from its state: its configuration and the content of its disk images.  States and logs hold
 * it, so that they are used with nothing else. */
#ifndef EMU_IDENTITY_H
#define EMU_IDENTITY_H

#include "isa/machine/info.h"
#include "peach.h"
#include "state.h"

struct identity_disk {
    uint64_t bytes, digest; /* of the image's file */
    bool has_overlay;       /* writes are kept in memory: they are part of the state */
};

struct identity {
    struct peach_config config; /* without paths and host */
    char command_line[INFO_COMMAND_MAX + 1];
    struct identity_disk disks[PEACH_DISKS_MAX];
};

/* Take a machine's.  False with a line in error when an image cannot be read. */
bool identity_take(struct identity *identity, const struct peach *machine, char *error);

void identity_walk(struct identity *identity, struct state *state);

/* The configuration for a machine that is to be the same: disks' paths and snapshot flags and the host are the given
 * ones.  False with a line in error when they do not fit; what tells what the identity comes from, such as "state". */
bool identity_adopt(struct identity *identity, const struct peach_config *given, const char *what, char *error);

/* Does a machine made from it have disk images of the same content?  False with a line in error when not. */
bool identity_check(const struct identity *identity, const struct peach *machine, const char *what, char *error);

#endif
