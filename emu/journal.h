/* Record and replay: what reaches a machine from outside, stamped with guest time.
 *
 * A log begins with the machine's identity and a hash of its state, continues with the inputs and now and then a hash,
 * and closes with the end that the run had.  Each record carries a running check: what was cut off or changed is seen.
 */
#ifndef EMU_JOURNAL_H
#define EMU_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "peach.h"

enum journal_kind {
    JOURNAL_INPUT = 1,  /* count bytes in value, the first in the low byte */
    JOURNAL_HANGUP,     /* of the console */
    JOURNAL_RESIZE,     /* a: columns, b: rows */
    JOURNAL_KEY,        /* a: code, b: 1 down, 2 repeat */
    JOURNAL_MOUSE,      /* a: x and y << 16, b: buttons, value: wheel */
    JOURNAL_RESET,      /* somebody pressed the button */
    JOURNAL_PULL,       /* count bytes were pulled, as in INPUT; not bound to the time */
    JOURNAL_PULL_END,   /* and there are no more */
    JOURNAL_SHARE,      /* a: result, b: bytes moved, value: size; count: kind; not bound to the time; behind it: */
    JOURNAL_SHARE_TIME, /* a: time of last change; and what was read in: */
    JOURNAL_SHARE_DATA, /* count bytes in value */
    JOURNAL_CHECKPOINT, /* value: hash of the state */
    JOURNAL_END,        /* the same; a: enum peach_stop, b: exit code */
    JOURNAL_KINDS
};

struct journal_record {
    uint8_t kind, count;
    uint32_t a, b;
    uint64_t time_ns, insns, value;
};

/* Bytes of INPUT and PULL that a record holds. */
#define JOURNAL_BYTES 8

/* A log that is written.  One that has failed (the disk is full) takes no more. */
struct recorder {
    FILE *out;
    bool failed;
    uint64_t check;
    uint64_t checkpoint_ns;       /* guest time of the last one */
    struct journal_record pulled; /* bytes that were pulled and are not written yet */
};

/* A log that is replayed; it belongs to its owner. */
struct replay {
    struct peach_log *log;
    size_t next;       /* record that is due next, PULLs left aside */
    size_t next_pull;  /* and the PULL that is read from, */
    unsigned pulled;   /* of which so many bytes are used */
    size_t next_share; /* the request for the share that comes next */
};

/* An input is about to reach the machine: write it down. */
void journal_note(struct peach *machine, struct journal_record record);

/* The same for bytes typed at the console. */
void journal_note_bytes(struct peach *machine, const uint8_t *bytes, size_t length);

/* The machine's console: output and pulled bytes pass here on their way to and from its host. */
void journal_output(void *context, const uint8_t *bytes, size_t length);
int journal_pull(void *context);

/* The same for requests to the shared folder. */
uint32_t journal_share(void *context, struct peach_share *request);

/* peach_run for a machine that replays a log. */
enum peach_stop journal_run(struct peach *machine, uint64_t until_ns);

void journal_fini(struct peach *machine);

#endif
