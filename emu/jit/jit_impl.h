/* What the files of the translator share.  Nothing here depends on the host's instruction set. */
#ifndef EMU_JIT_JIT_IMPL_H
#define EMU_JIT_JIT_IMPL_H

#include "jit/jit.h"

/* Translated code for the instructions at one place: a trace that starts at va, in one physical page. */
struct block {
    uint32_t va, pa;
    bool user;             /* translated for user mode */
    bool single;           /* every access is looked up by itself: see x86_group.c */
    bool dead;             /* the guest has overwritten it: its entry leads back to the dispatcher */
    uint8_t deaths;        /* how often that happened soon after it was translated */
    uint64_t born_insns;   /* when that was: instructions retired in translated code */
    uint16_t first, last;  /* lowest and highest instruction of the page that it holds */
    uint8_t *code;         /* entry, as executed */
    uint8_t *lost;         /* code that returns to the dispatcher instead of entering */
    struct block *next;    /* with the same hash */
    struct block *in_page; /* next with instructions of the same page */
};
#define BLOCK_INSNS_MAX 64

/* A jump out of a block whose target was not translated yet, and that may be led there directly. */
struct link {
    uint32_t place; /* of the distance in the cache */
    bool single;    /* kind of block that it wants */
};

/* The code cache: one piece of memory mapped twice, to write and to execute. */
struct cache {
    uint8_t *write;
    ptrdiff_t execute; /* add to an address to write for the address to execute */
    uint32_t bytes, used;
};

bool cache_init(struct cache *cache, uint32_t bytes);
void cache_fini(struct cache *cache);

/* Executions of code that is not translated, by physical address. */
struct cold {
    uint32_t pa;
    uint16_t count;
    uint8_t length; /* instructions up to the first jump */
};
#define COLD_ENTRIES 16384

#define BLOCKS_MAX      32768
#define BLOCK_HASH_SIZE 16384
#define LINKS_MAX       (4 * BLOCKS_MAX)

/* A place that is overwritten this often, each time before so many instructions have retired, is interpreted until the
 * cache is next emptied. */
#define BLOCK_DEATHS_MAX     8
#define BLOCK_LIFE_INSNS_MIN 200000

#define ACCESS_SIZES 4 /* 1, 2, 4, 8 bytes */

/* Code that every translation uses; addresses as executed. */
struct thunks {
    uint32_t (*enter)(struct hart *hart, const void *code); /* returns what was in eax at leave */
    const uint8_t *leave;                                   /* eax: 1 + a link's number, or a LEAVE_ */
    const uint8_t *load, *store, *step, *tlb_write;         /* call: the helpers */
    const uint8_t *user_load[ACCESS_SIZES], *user_store[ACCESS_SIZES]; /* the same, by log2 of bytes, in user mode */
    const uint8_t *syscall, *eret;                          /* jump, as the last of a block: rcx is the site */
    const uint8_t *find_handler[HANDLERS];                       /* jump: by HANDLER_ */
};
enum { LEAVE_PLAIN = 0, LEAVE_SHORT = -1 }; /* look up hart->pc; the budget is too short for the block there */

struct jit {
    struct cpu *cpu;
    struct jit_options options;
    struct jit_stats stats;
    struct cache cache;
    struct thunks thunks;
    struct pagemaps pagemaps;
    uint32_t thunk_bytes; /* at the start of the cache */
    struct block *blocks;
    unsigned block_count;
    struct block *by_hash[BLOCK_HASH_SIZE];
    struct link *links;
    unsigned link_count;
    struct cold cold[COLD_ENTRIES];
};

/* ---- What a host supplies -------------------------------------------------------------------------------------- */

/* Write the thunks to the empty cache.  False when the host's processor cannot run translations. */
bool host_thunks(struct jit *jit);

/* Translate the block (va, pa, user are given) of a page into the cache.  False when there is no room. */
bool host_translate(struct jit *jit, struct block *block, const struct code_page *page);

/* Lead a jump, or the entry of a dead block, to code. */
void host_connect(struct jit *jit, uint8_t *place, const uint8_t *code);
void host_kill(struct jit *jit, uint8_t *entry, const uint8_t *code);

/* ---- Called by translated code --------------------------------------------------------------------------------- */

/* Where in its block an instruction stands: its pc, and how many instructions the block's budget has for it and those
 * behind it. */
#define SITE(pc, rest, bytes) ((uint64_t)(pc) | (uint64_t)(rest) << 32 | (uint64_t)(bytes) << 48)

/* value; and, when the block is to be left, where to (as executed). */
struct outcome {
    uint64_t value;
    const void *go;
};
struct outcome jit_load(struct hart *hart, uint32_t va, uint64_t unused, uint64_t site);
struct outcome jit_store(struct hart *hart, uint32_t va, uint64_t value, uint64_t site);
/* expected_pc: where translated code goes on by itself; NO_PC: nowhere. */
#define NO_PC (UINT64_C(1) << 32)
struct outcome jit_step(struct hart *hart, uint32_t unused, uint64_t expected_pc, uint64_t site);
struct outcome jit_tlb_write(struct hart *hart, uint32_t lo, uint64_t unused, uint64_t site);

/* Translated code for hart->pc in the present context; NULL when none is known at once. */
const void *jit_find_jump(const struct hart *hart);

/* hart_refresh, and hart->fast.handlers. */
void jit_refresh(struct hart *hart);

#endif
