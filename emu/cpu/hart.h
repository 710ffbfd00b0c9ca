/* One hart: registers, control registers, TLB, and the inline translation caches that shadow the TLB. */
#ifndef EMU_CPU_HART_H
#define EMU_CPU_HART_H

#include <stdbool.h>
#include <stdint.h>

#include "bus.h"
#include "cpu/code.h"
#include "cpu/pagemap.h"
#include "cpu/tlb.h"
#include "isa/cause.h"
#include "monitor.h"
#include "state.h"
#include "timeline.h"

struct cpu;

/* What an access is for; causes of a kind follow each other in this order. */
enum access { ACCESS_FETCH, ACCESS_LOAD, ACCESS_STORE };

/* A shadow says where a virtual page lies in host memory.  It is there only while the architected TLB (or a window)
 * would give the same translation without a trap, so that a hit changes nothing that the guest can see.  Tag: the
 * context (hart_context) in the upper half, the page's address in the lower. */
struct shadow {
    uint64_t tag;
    uintptr_t addend; /* host address - va */
};
struct shadow_code {
    uint64_t tag;
    struct code_page *page;
};
#define SHADOW_SHIFT        4 /* sizeof(struct shadow) */
#define SHADOW_ENTRIES      1024
#define SHADOW_CODE_ENTRIES 256
#define SHADOW_EMPTY        0 /* no context is 0 */

/* Where translated code for virtual address va begins: valid while tag is the hart's (see struct hart_fast). */
struct jump {
    uint32_t va, tag;
    const void *code;
};
#define JUMP_ENTRIES 4096

enum { HANDLER_REFILL, HANDLER_TRAP, HANDLERS };

/* What an engine keeps at hand; derived from the rest of the hart, no state of its own. */
struct hart_fast {
    uint64_t context;     /* hart_context of kernel mode */
    uint64_t jump_tag;    /* upper half: ASID and mappings, as in struct jump */
    uint64_t deadline_ns; /* time_ns when the budget is used up */
    const uintptr_t *tables[2]; /* addends of kernel mode, of user mode */
    const uint8_t *ram;         /* struct memory's */
    const uintptr_t *table;     /* of the present mode; up to date behind a helper */
    uint32_t left;        /* of the budget */
    uint32_t pending;     /* hart_pending at the start of the run: nothing in a run changes it without leaving */
    bool careful;         /* traps and eret may have more to do: a listener, a held interrupt, STEP; the same holds */
    bool fp_live;         /* translated code has the floating registers in those of the host */
    uint32_t mappings;    /* counts pages of code that the TLB has lost */
    uint32_t traps;       /* counts traps that were not taken by translated code */
    const uint8_t *sets;  /* of the TLB, as traps search them: zeros when careful */
    /* The set of the page in TLBHI, when it is plain and is known not to translate that page for ASID; else NULL.
     * Whoever changes any of these clears it. */
    struct tlb_set *missed;
    /* Where translated code for rvec and for tvec begins: valid while va is the register. */
    struct {
        uint32_t va;
        const void *code;
    } handlers[HANDLERS];
    uint64_t scratch;    /* of translated code */
    uintptr_t pages[8];  /* addresses that a block of translated code has looked up */
};

#define STRETCH_NONE UINT64_MAX

/* Performance counters; the numbers are PERF_ of machine.h. */
struct perf {
    uint64_t traps[PERF_TRAPS_MAX], interrupts[3];
    uint64_t tlb_evictions, tlb_fills; /* writes that drove a valid entry of another page out; all others */
    uint64_t tlb_lookups, classes[PERF_CLASS_COUNT]; /* counted by hart_execute_counting only */
};

struct hart {
    uint32_t r[R_DISCARD + 1];
    uint32_t pc;
    struct hart_fast fast;
    uint64_t f[16];

    uint32_t status, cause, epc, badva, tvec, rvec, ienable, scratch[4], pgdir, asid, tlbhi, tlblo, timeh, tp;
    uint64_t timecmp;
    uint32_t perfctl, perfsel, perfvalh;
    struct perf perf;

    uint64_t time_ns; /* local guest time: exact between instructions that leave the fast path */
    uint64_t insns;   /* retired before the stretch that runs now, */
    uint64_t stretch_ns; /* which began then; STRETCH_NONE: none does */
    bool waits;       /* in wfi */
    bool leave;       /* the interpreter must stop before the next instruction */
    unsigned id;
    struct tlb tlb;

    /* Instructions retired in user mode; in user mode less time_ns, as seen from fast.deadline_ns. */
    uint64_t user_balance;
    /* Traps of kernel mode taken since an instruction retired: see hart_trap. */
    uint64_t trap_time_ns;
    unsigned barren_traps;

    /* STATUS behind a trap and behind an eret, by STATUS before it. */
    uint8_t status_trapped[STATUS_WRITABLE + 1], status_returned[STATUS_WRITABLE + 1];

    struct cpu *cpu;
    struct shadow reads[SHADOW_ENTRIES], writes[SHADOW_ENTRIES];
    struct shadow_code codes[SHADOW_CODE_ENTRIES];
    struct jump jumps[2][JUMP_ENTRIES]; /* for kernel mode, for user mode */
    struct pagemap *kernel_map, *user_maps[TLBHI_ASID + 1]; /* of the linear window; by ASID; NULL: none yet */
};

/* Another way to run harts than the interpreter, with the same results.  It is optional. */
struct cpu_engine {
    void *context;
    /* As hart_execute. */
    void (*run)(void *context, struct hart *hart, uint64_t budget);
};

struct cpu {
    struct bus *bus;
    struct timeline *timeline;
    struct monitor *monitor;
    struct code code;
    struct hart *harts;
    unsigned hart_count;
    struct cpu_engine engine; /* run is NULL without one */
    struct pagemaps *pagemaps; /* for an engine; NULL: nobody uses any */
};

/* Traps of kernel mode in a row without one retired instruction after which a hart is stuck: its handlers trap. */
#define BARREN_TRAPS_MAX 64

/* Create and free the harts. */
bool cpu_init(struct cpu *cpu, struct bus *bus, struct timeline *timeline, struct monitor *monitor,
              const struct peach_config *config);
void cpu_fini(struct cpu *cpu);
void cpu_reset(struct cpu *cpu); /* TIME goes on */
void cpu_walk(struct cpu *cpu, struct state *state); /* memory is walked behind it */

/* Run a hart from its local time until end_ns, for so many instructions at most; less
 * when it starts to wait, when the machine is to stop, or, with only one hart, when an event of the timeline is due
 * earlier. */
void hart_run(struct hart *hart, uint64_t end_ns, uint64_t insns);

/* The interpreter: at most budget instructions (not 0) from hart->pc. */
void hart_execute(struct hart *hart, uint64_t budget);

/* The same, and it counts classes of instructions and lookups: for PERFCTL_COUNT. */
void hart_execute_counting(struct hart *hart, uint64_t budget);

/* A performance counter by its number. */
uint64_t hart_perf(const struct hart *hart, uint32_t number);

/* Upper half of a shadow's tag; the bit of the tag that says user mode. */
#define CONTEXT_USER_BIT 40
static inline uint64_t hart_context(const struct hart *hart)
{
    return (uint64_t)(0x200 | hart->asid) << 32 | (uint64_t)(hart->status & STATUS_USER ? 1 : 0) << CONTEXT_USER_BIT;
}

/* Bring hart->fast up to date after a change of mode, ASID or mappings of code. */
#define JUMP_CONTEXT_BITS 10
static inline void hart_refresh(struct hart *hart)
{
    hart->fast.table = hart->fast.tables[(hart->status & STATUS_USER) != 0];
    hart->fast.context = hart_context(hart) & ~((uint64_t)1 << CONTEXT_USER_BIT);
    hart->fast.jump_tag = hart->fast.context | (uint64_t)hart->fast.mappings << (32 + JUMP_CONTEXT_BITS);
}

/* User mode begins or ends at a time.  Translated code does the same by what is left of the budget. */
static inline void hart_user_begins(struct hart *hart, uint64_t time_ns)
{
    hart->user_balance -= time_ns - hart->fast.deadline_ns;
}

static inline void hart_user_ends(struct hart *hart, uint64_t time_ns)
{
    hart->user_balance += time_ns - hart->fast.deadline_ns;
}

static inline void hart_set_deadline(struct hart *hart, uint64_t deadline_ns)
{
    if (hart->status & STATUS_USER)
        hart->user_balance += deadline_ns - hart->fast.deadline_ns;
    hart->fast.deadline_ns = deadline_ns;
}

/* Fill status_trapped and status_returned. */
void hart_status_tables(struct hart *hart);

/* The TLB no longer translates a page of code, or translates it elsewhere: no struct jump holds any more. */
void hart_code_unmapped(struct hart *hart);

/* Interrupt lines raised, as IPENDING shows them. */
static inline uint32_t hart_pending(const struct hart *hart)
{
    return hart->cpu->bus->hart_lines[hart->id] | (hart->time_ns >= hart->timecmp ? 1u << IRQ_TIMER : 0);
}

/* Does a STEP trap follow the next instruction if it retires?  Then hart_execute runs nothing else. */
static inline bool hart_is_stepped(const struct hart *hart)
{
    return (hart->status & (STATUS_USER | STATUS_STEP)) == (STATUS_USER | STATUS_STEP);
}

/* Physical address for an access, or the cause of the trap (0: none). */
uint32_t hart_translate(const struct hart *hart, uint32_t va, enum access access, uint32_t *pa);

/* The slow path of loads and stores of bytes 1, 2, 4, 8; the cause of the trap, 0 when done.  hart->time_ns must be
 * exact. */
uint32_t hart_load(struct hart *hart, uint32_t va, unsigned bytes, uint64_t *value);
uint32_t hart_store(struct hart *hart, uint32_t va, unsigned bytes, uint64_t value);

/* Load a word for an atomic: checked as a store, memory only. */
uint32_t hart_load_atomic(struct hart *hart, uint32_t va, uint32_t *value);

/* Records for the page of hart->pc; NULL with the trap's cause when it cannot be fetched. */
struct code_page *hart_fetch(struct hart *hart, uint32_t *cause);

/* Give up the pages of code that turned out to be data.  Not inside hart_execute. */
void cpu_drop_idle_code(struct cpu *cpu);

/* Forget all that was derived from memory and TLBs: both may have changed altogether. */
void cpu_forget(struct cpu *cpu);

/* Take a trap at hart->pc; badva is kept as it is for causes that have none. */
void hart_trap(struct hart *hart, uint32_t cause, uint32_t badva);

/* Forget what was derived from an entry that leaves the TLB. */
void hart_shadow_forget(struct hart *hart, uint32_t hi, uint32_t lo);
void hart_shadow_forget_asid(struct hart *hart, uint32_t asid);
void hart_shadow_forget_all(struct hart *hart);

/* A refill has written the TLB entry hi, lo: the access of user mode that waits for it goes the fast way at once. */
void hart_shadow_expect(struct hart *hart, uint32_t hi, uint32_t lo);

/* Control registers: 0 or the trap's cause; values.  A write may set hart->leave. */
uint32_t csr_check(const struct hart *hart, uint32_t number, bool write);
uint32_t csr_read(struct hart *hart, uint32_t number);

/* A register that is a word of struct hart, to read; a write sets the bits of written and does nothing else (0: it does
 * more, or is refused). */
struct csr_field {
    uint16_t offset;
    bool known;
    uint32_t written;
};
const struct csr_field *csr_field(uint32_t number); /* NULL for the others */
void csr_write(struct hart *hart, uint32_t number, uint32_t value);

/* TLB instructions. */
void hart_tlb_write(struct hart *hart, uint32_t lo);
uint32_t hart_tlb_probe(const struct hart *hart, uint32_t va);
void hart_tlb_read(struct hart *hart, uint32_t index);
void hart_tlb_invalidate_all(struct hart *hart);
void hart_tlb_invalidate_asid(struct hart *hart, uint32_t asid);
void hart_tlb_invalidate_va(struct hart *hart, uint32_t va, uint32_t asid);

/* eret, wfi, mark. */
void hart_eret(struct hart *hart);
void hart_wfi(struct hart *hart);
void hart_mark(struct hart *hart, uint32_t number);

#endif
