/* The interpreter: runs predecoded records by computed goto.  The bodies come from isa/insns.isa (isa_exec.h).
 *
 * The budget is the distance from the current record to `stop`, a record address at which the budget ends.  A jump
 * moves both by the same distance, so that counting costs one comparison an instruction. */
#include "cpu/hart.h"

#include "isa/csr.h"
#include "isa/isa_exec.h"
#include "isa/machine.h"

#define RECORD_BYTES sizeof(struct code_insn)
_Static_assert(sizeof(struct code_insn) == 16, "a record is as small as its fields");

#define LIKELY(x)   __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

/* The counting twin (execute_counting.c) is this file once more, with these. */
#ifndef HART_EXECUTE
#define HART_EXECUTE            hart_execute
#define COUNT_INSN(hart, op)    ((void)0)
#define UNCOUNT_INSN(hart, op)  ((void)0)
#define COUNT_LOOKUP(hart, va)  ((void)0)
#endif

/* Names of insns.isa, over the locals of hart_execute. */
#define R(x)           r[ip->x]
#define S(x)           ((int32_t)r[ip->x])
#define SETR(x, value) (r[ip->x] = (value))
#define LINK(value)    (r[15] = (value))
#define FB(x)          f[ip->x]
#define SETF(x, value) (f[ip->x] = (value))
#define FS(x)          isa_single(f[ip->x])
#define FD(x)          isa_double(f[ip->x])
#define SETS(x, value) (f[ip->x] = isa_single_bits(value))
#define SETD(x, value) (f[ip->x] = isa_double_bits(value))

#define TRAP(number)      \
    do {                  \
        cause = (number); \
        goto trap;        \
    } while (0)
#define PRIVILEGED                                \
    do {                                          \
        if (UNLIKELY(hart->status & STATUS_USER)) \
            TRAP(CAUSE_PRIVILEGED);               \
    } while (0)
#define FPU                                         \
    do {                                            \
        if (UNLIKELY(!(hart->status & STATUS_FPU))) \
            TRAP(CAUSE_FPU_DISABLED);               \
    } while (0)

/* Address of the current instruction, and local time before it. */
#define PC()  (page_va + (uint32_t)((uintptr_t)ip - (uintptr_t)page->insns) / 4)
#define NOW() (deadline_ns - (stop - (uintptr_t)ip) / RECORD_BYTES)

/* The instruction is the last of this stretch when somebody has asked for it. */
#define LEAVE_IF_ASKED()                \
    do {                                \
        if (UNLIKELY(hart->leave)) {    \
            deadline_ns = NOW() + 1;    \
            stop = (uintptr_t)(ip + 1); \
        }                               \
    } while (0)

/* Around calls into the rest of the cpu: exact time and pc. */
#define BEFORE_CALL() (hart->time_ns = NOW(), hart->pc = pc)

#define SHADOW_HIT(shadow, va, bytes) LIKELY((shadow)->tag == (context | ((va) & (PAGE_MASK | ((bytes)-1)))))
#define SHADOW_HOST(shadow, va)       ((uint8_t *)((shadow)->addend + (va)))

#define LOAD(bytes, reader, address)                                                         \
    __extension__({                                                                          \
        uint32_t va = (address);                                                             \
        COUNT_LOOKUP(hart, va);                                                              \
        const struct shadow *shadow = &hart->reads[va >> PAGE_SHIFT & (SHADOW_ENTRIES - 1)]; \
        uint64_t loaded;                                                                     \
        if (SHADOW_HIT(shadow, va, bytes)) {                                                 \
            loaded = reader(SHADOW_HOST(shadow, va));                                        \
        } else {                                                                             \
            BEFORE_CALL();                                                                   \
            badva = va;                                                                      \
            cause = hart_load(hart, va, bytes, &loaded);                                     \
            if (cause)                                                                       \
                goto trap;                                                                   \
            LEAVE_IF_ASKED();                                                                \
        }                                                                                    \
        loaded;                                                                              \
    })
#define STORE(bytes, writer, address, value)                                                  \
    do {                                                                                      \
        uint32_t va = (address);                                                              \
        COUNT_LOOKUP(hart, va);                                                               \
        const struct shadow *shadow = &hart->writes[va >> PAGE_SHIFT & (SHADOW_ENTRIES - 1)]; \
        if (SHADOW_HIT(shadow, va, bytes)) {                                                  \
            writer(SHADOW_HOST(shadow, va), (value));                                         \
        } else {                                                                              \
            BEFORE_CALL();                                                                    \
            badva = va;                                                                       \
            cause = hart_store(hart, va, bytes, (value));                                     \
            if (cause)                                                                        \
                goto trap;                                                                    \
            LEAVE_IF_ASKED();                                                                 \
        }                                                                                     \
    } while (0)
#define LD8(va)         (uint8_t) LOAD(1, le8_read, va)
#define LD16(va)        (uint16_t) LOAD(2, le16_read, va)
#define LD32(va)        (uint32_t) LOAD(4, le32_read, va)
#define LD64(va)        LOAD(8, le64_read, va)
#define ST8(va, value)  STORE(1, le8_write, va, value)
#define ST16(va, value) STORE(2, le16_write, va, value)
#define ST32(va, value) STORE(4, le32_write, va, value)
#define ST64(va, value) STORE(8, le64_write, va, value)
#define LDA32(address)                                  \
    __extension__({                                     \
        uint32_t loaded;                                \
        BEFORE_CALL();                                  \
        badva = (address);                              \
        cause = hart_load_atomic(hart, badva, &loaded); \
        if (cause)                                      \
            goto trap;                                  \
        loaded;                                         \
    })

#define DISPATCH()                           \
    do {                                     \
        if (UNLIKELY((uintptr_t)ip == stop)) \
            goto exhausted;                  \
        goto *labels[ip->op];                \
    } while (0)
#define JUMP_REL(distance)                                                        \
    do {                                                                          \
        if (LIKELY(ip->near)) {                                                   \
            intptr_t bytes = (intptr_t)(distance) * (intptr_t)(RECORD_BYTES / 4); \
            stop += (uintptr_t)(bytes - (intptr_t)RECORD_BYTES);                  \
            ip = (const struct code_insn *)((uintptr_t)ip + (uintptr_t)bytes);    \
            DISPATCH();                                                           \
        }                                                                         \
        JUMP(pc + (uint32_t)(distance));                                          \
    } while (0)
#define JUMP(address)                                          \
    do {                                                       \
        uint32_t to = (address);                               \
        left = stop - (uintptr_t)(ip + 1);                     \
        if (LIKELY(((to ^ page_va) & (PAGE_MASK | 3)) == 0)) { \
            ip = &page->insns[to % PAGE_BYTES / 4];            \
            stop = (uintptr_t)ip + left;                       \
            DISPATCH();                                        \
        }                                                      \
        hart->pc = to;                                         \
        goto enter;                                            \
    } while (0)

#define CSR_CHECK(number)                                               \
    do {                                                                \
        cause = csr_check(hart, (uint32_t)(number), ip->op != OP_CSRR); \
        if (cause)                                                      \
            goto trap;                                                  \
        BEFORE_CALL();                                                  \
    } while (0)
#define CSR_READ(number) csr_read(hart, (uint32_t)(number))
#define CSR_WRITE(number, value)                      \
    do {                                              \
        csr_write(hart, (uint32_t)(number), (value)); \
        LEAVE_IF_ASKED();                             \
    } while (0)
/* A call that may ask to leave. */
#define SYSTEM(call)      \
    do {                  \
        BEFORE_CALL();    \
        call;             \
        LEAVE_IF_ASKED(); \
    } while (0)
#define TLB_WRITE(lo)               SYSTEM(hart_tlb_write(hart, lo))
#define TLB_PROBE(va)               hart_tlb_probe(hart, va)
#define TLB_READ(index)             hart_tlb_read(hart, index)
#define TLB_INVALIDATE_ALL()        SYSTEM(hart_tlb_invalidate_all(hart))
#define TLB_INVALIDATE_ASID(asid)   SYSTEM(hart_tlb_invalidate_asid(hart, asid))
#define TLB_INVALIDATE_VA(va, asid) SYSTEM(hart_tlb_invalidate_va(hart, va, asid))
#define WFI()                       SYSTEM(hart_wfi(hart))
#define ERET()                             \
    do {                                   \
        SYSTEM(hart_eret(hart));           \
        left = stop - (uintptr_t)(ip + 1); \
        goto enter;                        \
    } while (0)
#define MARK(number)                         \
    do {                                     \
        hart->time_ns = NOW();               \
        hart_mark(hart, (uint32_t)(number)); \
    } while (0)
#define FENCE() ((void)0)

static inline uint32_t le8_read(const uint8_t *host)
{
    return *host;
}

static inline void le8_write(uint8_t *host, uint32_t value)
{
    *host = (uint8_t)value;
}

/* One flat switch: a label per operation. */
void HART_EXECUTE(struct hart *hart, uint64_t budget)
{
    static const void *const labels[OP_RECORDS] = {
        [OP_ILLEGAL] = &&on_ILLEGAL,
#define OPERATION(name, mnemonic) [OP_##name] = &&on_##name,
        ISA_OPS(OPERATION)
#undef OPERATION
        [OP_DECODE] = &&on_DECODE,
        [OP_PAGE_END] = &&on_PAGE_END,
    };
    uint32_t *const r = hart->r;
    uint64_t *const f = hart->f;
    const struct code_insn *ip;
    uintptr_t stop;
    uintptr_t left = (uintptr_t)budget * RECORD_BYTES;
    uint64_t deadline_ns = hart->time_ns + budget;
    uint64_t context;
    uint32_t cause, badva = 0, page_va;
    struct code_page *page;
    hart->leave = false;

enter: /* at hart->pc, with left bytes of budget */
    if (left == 0)
        goto out;
    context = hart_context(hart);
    page_va = hart->pc & PAGE_MASK;
    {
        const struct shadow_code *shadow = &hart->codes[hart->pc >> PAGE_SHIFT & (SHADOW_CODE_ENTRIES - 1)];
        if (LIKELY(shadow->tag == (context | (hart->pc & (PAGE_MASK | 3)))))
            page = shadow->page;
        else
            page = hart_fetch(hart, &cause);
    }
    if (UNLIKELY(!page)) {
        hart->time_ns = deadline_ns - left / RECORD_BYTES;
        COUNT_LOOKUP(hart, hart->pc);
        hart_trap(hart, cause, hart->pc);
        if (hart->leave)
            goto out;
        goto enter;
    }
    ip = &page->insns[hart->pc % PAGE_BYTES / 4];
    stop = (uintptr_t)ip + left;
    goto *labels[ip->op];

#define OPERATION(name, mnemonic)                   \
    on_##name:                                      \
    {                                               \
        const uint32_t pc = PC();                   \
        const int32_t imm = ip->imm, off = ip->off; \
        const unsigned n = ip->n;                   \
        (void)pc, (void)imm, (void)off, (void)n;    \
        COUNT_INSN(hart, OP_##name);                \
        EXEC_##name;                                \
        ip++;                                       \
        DISPATCH();                                 \
    }
    ISA_OPS(OPERATION)
#undef OPERATION

on_DECODE:
    code_decode(page, &page->insns[ip - page->insns]);
    goto *labels[ip->op];

on_PAGE_END:
    hart->pc = page_va + PAGE_BYTES;
    left = stop - (uintptr_t)ip;
    goto enter;

on_ILLEGAL:
    cause = CAUSE_ILLEGAL;

trap: /* the instruction at ip does not retire */
    UNCOUNT_INSN(hart, ip->op);
    if (cause == CAUSE_ILLEGAL)
        badva = le32_read(page->host + 4 * (ip - page->insns));
    hart->time_ns = NOW();
    hart->pc = PC();
    left = stop - (uintptr_t)ip;
    hart_trap(hart, cause, badva);
    if (hart->leave)
        goto out;
    goto enter;

exhausted:
    hart->pc = PC();
    left = 0;

out:
    hart->time_ns = deadline_ns - left / RECORD_BYTES;
}
