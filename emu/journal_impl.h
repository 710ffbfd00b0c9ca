/* What recording and replaying share: the format of a log. */
#ifndef EMU_JOURNAL_IMPL_H
#define EMU_JOURNAL_IMPL_H

#include "identity.h"
#include "isa/machine/share.h"
#include "machine.h"

#define JOURNAL_MAGIC   0x31474f4c48434550u /* "PECHLOG1" */
#define JOURNAL_VERSION 2u

struct peach_log {
    struct identity identity;
    bool pulls;     /* the console's bytes were pulled */
    uint64_t start; /* hash of the state at the beginning */
    bool is_whole;  /* it has an END */
    size_t count;
    struct journal_record *records;
};

/* One record, one header: in either direction. */
void journal_walk_record(struct journal_record *record, struct state *state);
void journal_walk_header(struct peach_log *log, struct state *state);

/* The check of a header, and that of a record: of itself and all before it. */
uint64_t journal_header_check(struct peach_log *log);
uint64_t journal_check(uint64_t before, struct journal_record *record);

/* Does a request for the share bring data into the machine? */
static inline bool journal_brings_data(const struct peach_share *share)
{
    return share->op == SHARE_READ || share->op == SHARE_LIST;
}

/* The next pulled byte of a log, or PEACH_PULL_; the next answer of the share. */
int replay_byte(struct replay *replay);
uint32_t replay_share(struct replay *replay, struct peach_share *share);

#endif
