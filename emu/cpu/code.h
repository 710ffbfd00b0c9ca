/* Predecoded code: for each physical page that was executed, its instructions as records that the interpreter runs.
 *
 * A record is filled in when it is first executed.  A page with records is write-watched: every store into it, by a
 * hart or a device, goes through code_written, which empties the records of the bytes written.  A page that is written
 * often holds data now, or both: it is given up, so that stores to it are fast again, until it is next executed. */
#ifndef EMU_CPU_CODE_H
#define EMU_CPU_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "isa/isa.h"
#include "isa/machine.h"
#include "memory.h"

#define CODE_PAGE_INSNS (PAGE_BYTES / 4)

/* Beyond enum isa_op: the record is empty; the record behind the last of a page. */
enum { OP_DECODE = OP_COUNT, OP_PAGE_END, OP_RECORDS };

struct code_insn {
    uint16_t op;
    uint8_t d, a, b, c; /* register slots: a register that is only written and is r0 has slot R_DISCARD */
    uint8_t n;
    bool near; /* off leads to an instruction of the same page */
    int32_t imm, off;
};

/* Slot that receives what is written to r0. */
#define R_DISCARD 16

struct code_page {
    uint32_t pa;
    uint32_t writes;                             /* stores seen since it was made */
    void *translations;                          /* of the watcher; NULL without */
    struct code_page *next_idle;                 /* in code.idle */
    const uint8_t *host;                         /* the page's bytes */
    struct code_insn insns[CODE_PAGE_INSNS + 1]; /* the last is OP_PAGE_END */
};

/* Pages with records at a time; beyond it all are dropped. */
#define CODE_PAGES_MAX 960

/* Stores into a page after which it is given up. */
#define CODE_WRITES_MAX 256

/* Whoever derives more from a page than its records. */
struct code_watcher {
    void *context;
    /* Instruction number index of a page with translations was written. */
    void (*written)(void *context, struct code_page *page, unsigned index);
    /* A page with translations is about to be freed. */
    void (*dropped)(void *context, struct code_page *page);
};

struct code {
    const struct memory *memory;
    struct code_watcher watcher;
    bool stale; /* translations have gone that may be running; whoever runs them clears it */
    struct code_page *idle; /* pages to give up as soon as no hart is inside hart_execute */
    struct code_page **ram; /* by page number, NULL without records */
    struct code_page *rom[ROM_BYTES / PAGE_BYTES];
    unsigned count;
};

bool code_init(struct code *code, const struct memory *memory);
void code_fini(struct code *code);

/* Page with records at pa, NULL when there is none. */
struct code_page *code_find(const struct code *code, uint32_t pa);

/* A page of empty records for pa; NULL when it cannot hold code or memory is short.  Make room first (code_is_full). */
struct code_page *code_new(struct code *code, uint32_t pa);

bool code_is_full(const struct code *code);
void code_drop(struct code *code, struct code_page *page);
void code_drop_all(struct code *code);

/* Is the page of RAM at pa write-watched? */
static inline bool code_watches(const struct code *code, uint32_t pa)
{
    return pa < code->memory->ram_bytes && code->ram[pa >> PAGE_SHIFT];
}

/* length bytes of RAM at pa were written. */
void code_written(struct code *code, uint32_t pa, uint32_t length);

/* Fill in an empty record. */
void code_decode(const struct code_page *page, struct code_insn *insn);

#endif
