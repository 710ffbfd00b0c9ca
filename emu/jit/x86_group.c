/* Groups of accesses: loads and stores near each other, whose addresses are known to differ by constants, are looked up
 * together.  The first of a group leaves the host's address of its lowest byte in a slot; the others go by it.  When
 * they do not lie in one page, or the table does not know it, the trace goes on in a single block, which has no groups:
 * it does what there is to do, access by access.
 *
 * A block is translated twice: the first pass notes what is accessed, the second one knows the groups. */
#include "jit/x86_lower.h"

/* Bytes that a group may span; fewer accesses than COUNT_MIN are not worth its longer look-up. */
#define SPAN_MAX  512
#define COUNT_MIN 3

#define SLOTS (sizeof(((struct hart_fast *)NULL)->pages) / sizeof(uintptr_t))

/* ---- What is known of registers -------------------------------------------------------------------------------- */

static struct known new_value(struct translation *t)
{
    return (struct known){.value = t->value_count++};
}

void x86_note_start(struct translation *t)
{
    for (unsigned reg = 0; reg < 16; reg++)
        t->known[reg] = new_value(t);
}

/* a + b * 2^shift; what cannot be noted is a value of its own. */
static struct known sum_of(struct translation *t, struct known a, struct known b, unsigned shift)
{
    struct known sum = {.offset = a.offset + (b.offset << shift)};
    unsigned i = 0;
    while (i < t->sum_count && (t->sums[i].a != a.value || t->sums[i].b != b.value || t->sums[i].shift != shift))
        i++;
    if (i == t->sum_count && i == SUMS_MAX)
        return new_value(t);
    if (i == t->sum_count)
        t->sums[t->sum_count++] = (struct sum){a.value, b.value, new_value(t).value, (uint8_t)shift};
    sum.value = t->sums[i].value;
    return sum;
}

static void note_written(struct translation *t, const struct insn *insn)
{
    const struct isa_info *info = &isa_table[insn->op];
    if (info->writes & ISA_D)
        t->known[insn->d] = new_value(t);
    if (info->writes & ISA_B)
        t->known[insn->b] = new_value(t);
    if (info->flags & ISA_LINK)
        t->known[15] = new_value(t);
}

void x86_note_values(struct translation *t, const struct insn *insn)
{
    struct known zero = t->known[0], a = t->known[insn->a], b = t->known[insn->b], *d = &t->known[insn->d];
    if (isa_table[insn->op].flags & (ISA_SYSTEM | ISA_PRIVILEGED)) {
        x86_note_start(t); /* pages may change */
        return;
    }
    switch (insn->op) {
    case OP_ADDI: *d = (struct known){a.value, a.offset + (uint32_t)insn->imm}; break;
    case OP_ADDHI: *d = (struct known){a.value, a.offset + ((uint32_t)insn->imm << 16)}; break;
    case OP_ADD: *d = sum_of(t, a, b, 0); break;
    case OP_SHADD: *d = sum_of(t, a, b, (unsigned)insn->imm); break;
    case OP_SLLI: *d = sum_of(t, zero, a, (unsigned)insn->imm); break;
    default: note_written(t, insn); break;
    }
    t->known[0] = zero;
}

/* ---- The plan -------------------------------------------------------------------------------------------------- */

/* Take an access into a group if it is near enough. */
static bool join(struct group *group, const struct reference *reference)
{
    uint32_t lo = group->lo, end = lo + group->span;
    uint32_t first = reference->address.offset, behind = first + reference->bytes;
    if ((int32_t)(first - lo) < 0)
        lo = first;
    if ((int32_t)(behind - end) > 0)
        end = behind;
    if (end - lo > SPAN_MAX)
        return false;
    group->lo = lo;
    group->span = (uint16_t)(end - lo);
    group->stores = group->stores || reference->stores;
    group->count++;
    return true;
}

/* Find the slot that has been free longest; false when groups that are still needed have all. */
static bool find_slot(const struct plan *plan, struct group *group)
{
    int last[SLOTS], best = 0;
    for (unsigned slot = 0; slot < SLOTS; slot++)
        last[slot] = -1;
    for (unsigned i = 0; i < plan->count; i++)
        last[plan->groups[i].slot] = plan->groups[i].last;
    for (unsigned slot = 1; slot < SLOTS; slot++)
        best = last[slot] < last[best] ? (int)slot : best;
    group->slot = (uint8_t)best;
    return last[best] < (int)group->first;
}

/* The group that begins with access first. */
static void gather(const struct translation *t, struct plan *plan, unsigned first)
{
    const struct reference *reference = &t->references[first];
    uint64_t members = 0;
    struct group *group = &plan->groups[plan->count];
    *group = (struct group){.lo = reference->address.offset, .first = (uint8_t)first};
    for (unsigned i = first; i < t->reference_count; i++) {
        if (plan->of[i] || t->references[i].address.value != reference->address.value ||
            !join(group, &t->references[i]))
            continue;
        members |= (uint64_t)1 << i;
        group->last = (uint8_t)i;
    }
    if (group->count < COUNT_MIN || !find_slot(plan, group))
        return;
    for (unsigned i = first; i <= group->last; i++)
        if (members >> i & 1)
            plan->of[i] = group;
    plan->count++;
}

bool x86_plan(const struct translation *t, struct plan *plan)
{
    plan->count = 0;
    for (unsigned i = 0; i < t->reference_count; i++)
        plan->of[i] = NULL;
    for (unsigned i = 0; i < t->reference_count; i++)
        if (!plan->of[i])
            gather(t, plan, i);
    return plan->count;
}

/* ---- Accesses -------------------------------------------------------------------------------------------------- */

static struct x86_mem slot_of(const struct group *group)
{
    struct x86_mem mem = HART(fast.pages);
    mem.disp += (int32_t)(group->slot * sizeof(uintptr_t));
    return mem;
}

const struct group *x86_held(const struct translation *t)
{
    return t->x.mentioned & 1u << RCX ? NULL : t->held;
}

void x86_hold(struct translation *t, const struct group *group)
{
    x86_op_mem64(&t->x, X86_MOV_LOAD, RCX, slot_of(group));
}

/* rcx, and the slot: the address of the lowest byte, delta away from that of the access. */
static void look_up(struct translation *t, const struct insn *insn, unsigned arg, const struct group *group,
                    uint32_t delta)
{
    x86_address(t, insn, arg, delta);
    x86_mov(&t->x, RCX, RAX);
    x86_look_up_page(t, RCX, group->stores);
    uint8_t *unknown = x86_jcc(&t->x, X86_E);
    x86_alu64(&t->x, X86_ADD, RCX, RAX);
    x86_alu_imm(&t->x, X86_AND, RAX, (int32_t)~PAGE_MASK);
    x86_alu_imm(&t->x, X86_CMP, RAX, PAGE_BYTES - group->span);
    x86_go_single(t, unknown, x86_jcc(&t->x, X86_A));
    x86_op_mem64(&t->x, X86_MOV_STORE, RCX, slot_of(group));
}

static struct known address_of(struct translation *t, const struct insn *insn, unsigned arg)
{
    struct known address = t->known[insn->a];
    if (arg & X86_INDEXED)
        return sum_of(t, address, t->known[insn->b], (unsigned)insn->imm);
    address.offset += (uint32_t)insn->imm;
    return address;
}

const struct group *x86_note_reference(struct translation *t, const struct insn *insn, unsigned arg)
{
    unsigned number = t->reference_count++;
    t->references[number] = (struct reference){
        .address = address_of(t, insn, arg),
        .bytes = arg & X86_BYTES,
        .stores = arg & X86_STORES,
    };
    return t->plan ? t->plan->of[number] : NULL;
}

struct x86_mem x86_access_in_group(struct translation *t, const struct insn *insn, unsigned arg,
                                   const struct group *group)
{
    unsigned number = t->reference_count - 1;
    uint32_t offset = t->references[number].address.offset;
    if (group->first == number)
        look_up(t, insn, arg, group, group->lo - offset);
    else if (x86_held(t) != group)
        x86_hold(t, group);
    t->held = group;
    t->x.mentioned &= (uint16_t) ~(1u << RCX);
    return x86_at(RCX, (int32_t)(offset - group->lo));
}
