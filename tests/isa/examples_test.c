/* The worked examples of insns.isa, run by a small evaluator built from the generated bodies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "isa/cause.h"
#include "isa/csr.h"
#include "isa/examples.h"
#include "isa/isa_exec.h"
#include "isa/machine.h"

enum { WORDS = 8, TLB_ENTRIES = 4, CSRS = 0x200, NO_TRAP = 0 };

/* A machine just large enough for an example: memory is a map of words, the TLB has one set. */
struct model {
    uint32_t r[16], pc, next, trap;
    uint64_t f[16];
    uint32_t csr[CSRS];
    struct {
        uint32_t va, value;
        bool used;
    } words[WORDS];
    struct {
        uint32_t hi, lo;
    } tlb[TLB_ENTRIES];
};

static uint32_t *memory_word(struct model *model, uint32_t va) {
    for (unsigned i = 0; i < WORDS; i++) {
        if (!model->words[i].used) {
            model->words[i].va = va & ~3u;
            model->words[i].used = true;
        }
        if (model->words[i].va == (va & ~3u))
            return &model->words[i].value;
    }
    fail_msg("the example touches more than %d words", WORDS);
    return NULL;
}

static uint32_t load(struct model *model, uint32_t va, unsigned bytes) {
    assert_int_equal(va % bytes, 0);
    return *memory_word(model, va) >> va % 4 * 8 & (bytes == 4 ? 0xffffffffu : (1u << bytes * 8) - 1);
}

static void store(struct model *model, uint32_t va, unsigned bytes, uint32_t value) {
    assert_int_equal(va % bytes, 0);
    uint32_t mask = (bytes == 4 ? 0xffffffffu : (1u << bytes * 8) - 1) << va % 4 * 8;
    uint32_t *word = memory_word(model, va);
    *word = (*word & ~mask) | (value << va % 4 * 8 & mask);
}

static uint64_t load64(struct model *model, uint32_t va) {
    assert_int_equal(va % 8, 0);
    return load(model, va, 4) | (uint64_t)load(model, va + 4, 4) << 32;
}

static void store64(struct model *model, uint32_t va, uint64_t value) {
    assert_int_equal(va % 8, 0);
    store(model, va, 4, (uint32_t)value);
    store(model, va + 4, 4, (uint32_t)(value >> 32));
}

static void trap(struct model *model, uint32_t cause) {
    uint32_t status = model->csr[CSR_STATUS];
    model->trap = cause;
    model->csr[CSR_CAUSE] = cause;
    model->csr[CSR_EPC] = model->pc;
    model->csr[CSR_STATUS] = (status & (STATUS_FPU | STATUS_STEP)) | (status & (STATUS_IE | STATUS_USER)) << 2;
    model->next = model->csr[CSR_TVEC];
}

static void return_from_trap(struct model *model) {
    uint32_t status = model->csr[CSR_STATUS];
    model->csr[CSR_STATUS] = (status & ~(STATUS_IE | STATUS_USER)) | (status >> 2 & (STATUS_IE | STATUS_USER));
    model->next = model->csr[CSR_EPC];
}

static bool matches(const struct model *model, unsigned entry, uint32_t va, uint32_t asid) {
    uint32_t hi = model->tlb[entry].hi, lo = model->tlb[entry].lo;
    return lo && (hi & ~(uint32_t)(PAGE_BYTES - 1)) == (va & ~(uint32_t)(PAGE_BYTES - 1)) &&
           ((lo & TLB_G) || (hi & TLBHI_ASID) == (asid & TLBHI_ASID));
}

static uint32_t tlb_probe(const struct model *model, uint32_t va, uint32_t asid) {
    for (unsigned i = 0; i < TLB_ENTRIES; i++) {
        if (matches(model, i, va, asid))
            return i;
    }
    return 0xffffffffu;
}

static void tlb_write(struct model *model, uint32_t hi, uint32_t lo) {
    for (unsigned i = 0; i < TLB_ENTRIES; i++) {
        if (!model->tlb[i].lo) {
            model->tlb[i].hi = hi;
            model->tlb[i].lo = lo;
            return;
        }
    }
}

static void tlb_invalidate(struct model *model, bool all, bool by_va, uint32_t va, uint32_t asid) {
    for (unsigned i = 0; i < TLB_ENTRIES; i++) {
        bool same = by_va ? matches(model, i, va, asid)
                          : !(model->tlb[i].lo & TLB_G) && (model->tlb[i].hi & TLBHI_ASID) == asid;
        if (all || same)
            model->tlb[i].lo = 0;
    }
}

#define R(x)                 (model->r[insn->x] + 0u)
#define S(x)                 ((int32_t)model->r[insn->x])
#define SETR(x, v)           (model->r[insn->x] = (v), model->r[0] = 0)
#define LINK(v)              (model->r[15] = (v))
#define FB(x)                (model->f[insn->x] + 0u)
#define FS(x)                isa_single(model->f[insn->x])
#define FD(x)                isa_double(model->f[insn->x])
#define SETF(x, v)           (model->f[insn->x] = (v))
#define SETS(x, v)           (model->f[insn->x] = isa_single_bits(v))
#define SETD(x, v)           (model->f[insn->x] = isa_double_bits(v))
#define LD8(va)              load(model, va, 1)
#define LD16(va)             load(model, va, 2)
#define LD32(va)             load(model, va, 4)
#define LDA32(va)            load(model, va, 4)
#define LD64(va)             load64(model, va)
#define ST8(va, v)           store(model, va, 1, v)
#define ST16(va, v)          store(model, va, 2, v)
#define ST32(va, v)          store(model, va, 4, v)
#define ST64(va, v)          store64(model, va, v)
#define JUMP(va)             (model->next = (va))
#define JUMP_REL(distance)   (model->next = pc + (uint32_t)(distance))
#define PRIVILEGED           assert_false(model->csr[CSR_STATUS] & STATUS_USER)
#define FPU                  (void)0
#define TRAP(cause)          trap(model, cause)
#define ERET()               return_from_trap(model)
#define WFI()                assert_int_not_equal(model->csr[CSR_IENABLE] & model->csr[CSR_IPENDING], 0)
#define FENCE()              (void)0
#define MARK(number)         (void)(number)
#define CSR_CHECK(number)    assert_in_range(number, 0, CSRS - 1)
#define CSR_READ(number)     (model->csr[number])
#define CSR_WRITE(number, v) (model->csr[number] = (v))
#define TLB_WRITE(lo)        tlb_write(model, model->csr[CSR_TLBHI], lo)
#define TLB_PROBE(va)        tlb_probe(model, va, model->csr[CSR_ASID])
#define TLB_READ(index)                                                                                                \
    (model->csr[CSR_TLBHI] = model->tlb[(index) % TLB_ENTRIES].hi,                                                     \
     model->csr[CSR_TLBLO] = model->tlb[(index) % TLB_ENTRIES].lo)
#define TLB_INVALIDATE_ALL()        tlb_invalidate(model, true, false, 0, 0)
#define TLB_INVALIDATE_ASID(asid)   tlb_invalidate(model, false, false, 0, asid)
#define TLB_INVALIDATE_VA(va, asid) tlb_invalidate(model, false, true, va, asid)

static void execute(struct model *model, const struct insn *insn) {
    uint32_t pc = model->pc;
    int32_t imm = insn->imm, off = insn->off;
    unsigned n = insn->n;
    model->next = pc + 4;
    switch (insn->op) {
#define BODY(ident, name)                                                                                              \
    case OP_##ident:                                                                                                   \
        EXEC_##ident break;
        ISA_OPS(BODY)
#undef BODY
    }
}

static void set(struct model *model, const struct isa_state *item) {
    switch (item->kind) {
    case STATE_R:
        model->r[item->index] = (uint32_t)item->value;
        break;
    case STATE_F:
        model->f[item->index] = item->value;
        break;
    case STATE_PC:
        model->pc = (uint32_t)item->value;
        break;
    case STATE_M32:
        *memory_word(model, item->index) = (uint32_t)item->value;
        break;
    case STATE_CSR:
        model->csr[item->index] = (uint32_t)item->value;
        break;
    case STATE_TLB:
        tlb_write(model, item->index, (uint32_t)item->value);
        break;
    default:
        fail_msg("not a state to begin with");
    }
}

static uint64_t get(struct model *model, const struct isa_state *item) {
    switch (item->kind) {
    case STATE_R:
        return model->r[item->index];
    case STATE_F:
        return model->f[item->index];
    case STATE_PC:
        return model->next;
    case STATE_M32:
        return *memory_word(model, item->index);
    case STATE_CSR:
        return model->csr[item->index];
    case STATE_TRAP:
        return model->trap;
    case STATE_TLB:
        for (unsigned i = 0; i < TLB_ENTRIES; i++) {
            if (model->tlb[i].lo && model->tlb[i].hi == item->index)
                return model->tlb[i].lo;
        }
        return 0;
    default:
        return ~item->value;
    }
}

/* Through the encoder and the decoder, so that the whole chain is what the example says. */
static void run_example(const struct isa_example *example) {
    struct model model = {.trap = NO_TRAP};
    struct insn insn;
    uint32_t word;
    for (const struct isa_state *item = example->before; item->kind; item++)
        set(&model, item);
    assert_int_equal(isa_encode(&example->insn, &word), ISA_OK);
    assert_true(isa_decode(word, &insn));
    execute(&model, &insn);
    for (const struct isa_state *item = example->after; item->kind; item++) {
        if (get(&model, item) != item->value)
            fail_msg("%s: value %u is %#llx, worked by hand %#llx", example->text, (unsigned)(item - example->after),
                     (unsigned long long)get(&model, item), (unsigned long long)item->value);
    }
}

static void examples_hold(void **state) {
    (void)state;
    for (unsigned i = 0; i < isa_example_count; i++)
        run_example(&isa_examples[i]);
}

static void every_operation_has_one(void **state) {
    (void)state;
    bool seen[OP_COUNT] = {false};
    for (unsigned i = 0; i < isa_example_count; i++)
        seen[isa_examples[i].op] = true;
    for (unsigned op = 1; op < OP_COUNT; op++)
        assert_true(seen[op]);
}

/* An operation touches no register that its fields do not name, and r0 stays 0. */
static void writes_say_all(void **state) {
    (void)state;
    for (unsigned i = 0; i < isa_example_count; i++) {
        const struct isa_info *info = &isa_table[isa_examples[i].op];
        const struct insn *insn = &isa_examples[i].insn;
        struct model model = {.trap = NO_TRAP};
        for (const struct isa_state *item = isa_examples[i].before; item->kind; item++)
            set(&model, item);
        struct model before = model;
        execute(&model, insn);
        for (unsigned r = 0; r < 16; r++) {
            bool integer = (info->writes & ISA_D && insn->d == r) || (info->writes & ISA_B && insn->b == r) ||
                           (info->flags & ISA_LINK && r == 15);
            assert_true(integer || model.r[r] == before.r[r]);
            assert_true((info->fp_writes & ISA_D && insn->d == r) || model.f[r] == before.f[r]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_hold),
        cmocka_unit_test(every_operation_has_one),
        cmocka_unit_test(writes_say_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
