/* -Wuninitialized and -Wmaybe-uninitialized: a walk over a function's IR as the front end has made it, where every
 * variable is still a stack slot.
 *
 * Looked at are scalar variables that are declared without a value and whose address goes nowhere.  Forward, each block
 * learns whether such a variable may and may not have a value when control comes to it.  Backward, whether control that
 * comes to a block without a value must meet a use.  A use is reported when no path to it gives a value; or when some
 * branch, reached without a value for certain, has a way on which all paths meet a use: conditions that go together
 * ("if (a) x = 1; if (a) use(x);") stay quiet. */
#include "gen/gen.h"

enum { WORD_BITS = 64, LATER = INT32_MAX };

struct analysis {
    struct gen *g;
    struct symbol **variables;
    uint32_t count, words;
    struct ir_block **blocks; /* by layout */
    uint32_t block_count;
    uint64_t *may_lack, *may_have; /* at a block's beginning; words for each block id */
    uint64_t *out_lack, *out_have; /* at its end */
    uint64_t *must_use;            /* at its beginning */
    struct symbol **of_slot;       /* by slot id: the variable looked at that lives there */
    uint32_t *first_event;         /* by block id: index of its first use */
    bool *reached;                 /* by block id: control can come to it */
    bool *exhaustive;              /* by block id: it ends in a switch whose default cannot be */
};

/* ---- What the generator tells ---- */

static bool is_asked(const struct gen *g)
{
    const struct report *report = g->p->report;
    return report_wants(report, WARN_UNINITIALIZED) || report_wants(report, WARN_MAYBE_UNINITIALIZED);
}

static void note(struct gen *g, struct symbol *symbol, struct span span, bool declares)
{
    if (ir_ended(g->f) || symbol->kind != SYMBOL_OBJECT || symbol->is_static || symbol->linkage != LINKAGE_NONE ||
        symbol->reg >= 0 || !type_is_scalar(symbol->type) || (symbol->type->quals & QUAL_VOLATILE) || !is_asked(g))
        return;
    if (g->use_count == g->use_room) {
        uint32_t room = g->use_room ? g->use_room * 2 : 32;
        g->uses = arena_grow(&g->p->body, g->uses, g->use_room, room, sizeof *g->uses);
        g->use_room = room;
    }
    g->uses[g->use_count++] = (struct variable_use){symbol, g->f->at, span, g->f->insn_count, declares};
}

void gen_note_use(struct gen *g, const struct expr *lvalue)
{
    if (lvalue->op == EXPR_SYMBOL && lvalue->symbol != g->self_initialized)
        note(g, lvalue->symbol, span_of(lvalue), false);
}

void gen_note_declaration(struct gen *g, struct symbol *symbol)
{
    note(g, symbol, span_at(symbol->loc), true);
}

/* ---- Which variables ---- */

static void number_variables(struct analysis *a)
{
    struct gen *g = a->g;
    a->variables = arena_array(&g->p->body, g->use_count + (size_t)1, sizeof *a->variables);
    for (uint32_t i = 0; i < g->use_count; i++) {
        struct symbol *symbol = g->uses[i].symbol;
        if (!g->uses[i].declares || !symbol->slot || symbol->slot_is_address || symbol->flow_number)
            continue;
        a->variables[a->count++] = symbol;
        symbol->flow_number = (int32_t)a->count;
        a->of_slot[symbol->slot->id] = symbol;
    }
}

/* The variable at whose slot an instruction's argument points, NULL for others. */
static struct symbol *variable_at(const struct analysis *a, const struct ir_insn *address)
{
    return address->op == IR_SLOT ? a->of_slot[address->u.slot->id] : NULL;
}

/* A variable whose address is used otherwise than to read or write it is given up. */
static void give_up_escaping(const struct analysis *a)
{
    for (uint32_t b = 0; b < a->block_count; b++)
        for (const struct ir_insn *insn = a->blocks[b]->first; insn; insn = insn->next)
            for (uint32_t i = 0; i < insn->arg_count; i++) {
                struct symbol *symbol = variable_at(a, insn->arg[i]);
                if (symbol && !(i == 0 && (insn->op == IR_LOAD || insn->op == IR_STORE)))
                    a->of_slot[symbol->slot->id] = NULL;
            }
}

static bool is_looked_at(const struct analysis *a, const struct symbol *symbol)
{
    return symbol->flow_number && a->of_slot[symbol->slot->id];
}

/* ---- The walks ---- */

static uint64_t *row(const struct analysis *a, uint64_t *rows, const struct ir_block *block)
{
    return rows + (size_t)block->id * a->words;
}

static void set_bit(uint64_t *bits, const struct symbol *symbol, bool value)
{
    uint32_t number = (uint32_t)symbol->flow_number - 1;
    uint64_t mask = (uint64_t)1 << number % WORD_BITS;
    bits[number / WORD_BITS] = value ? bits[number / WORD_BITS] | mask : bits[number / WORD_BITS] & ~mask;
}

static bool get_bit(const uint64_t *bits, const struct symbol *symbol)
{
    uint32_t number = (uint32_t)symbol->flow_number - 1;
    return bits[number / WORD_BITS] >> number % WORD_BITS & 1;
}

/* Bring the two sets from a block's beginning to the instruction numbered position (LATER: to its end). */
static void step(const struct analysis *a, const struct ir_block *block, uint32_t position, uint64_t *lack,
                 uint64_t *have)
{
    const struct gen *g = a->g;
    uint32_t event = a->first_event[block->id];
    for (const struct ir_insn *insn = block->first;; insn = insn->next) {
        uint32_t here = insn ? insn->id : LATER;
        for (; event < g->use_count && g->uses[event].block == block && g->uses[event].position <= here; event++)
            if (g->uses[event].declares && g->uses[event].position < position &&
                is_looked_at(a, g->uses[event].symbol)) {
                set_bit(lack, g->uses[event].symbol, true);
                set_bit(have, g->uses[event].symbol, false);
            }
        if (!insn || here >= position)
            return;
        struct symbol *symbol = insn->op == IR_STORE ? variable_at(a, insn->arg[0]) : NULL;
        if (symbol) {
            set_bit(lack, symbol, false);
            set_bit(have, symbol, true);
        }
    }
}

static void copy(uint64_t *to, const uint64_t *from, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++)
        to[i] = from[i];
}

static bool add(uint64_t *to, const uint64_t *from, uint32_t words)
{
    bool changed = false;
    for (uint32_t i = 0; i < words; i++) {
        changed |= (from[i] & ~to[i]) != 0;
        to[i] |= from[i];
    }
    return changed;
}

static uint32_t successors(const struct ir_block *block)
{
    const struct ir_insn *last = block->last;
    bool jumps = last && (ir_ops[last->op].flags & IR_TERM) && last->op != IR_RET && last->op != IR_UNREACHABLE;
    return jumps ? last->target_count : 0;
}

static void walk_forward(const struct analysis *a)
{
    uint64_t *entry = row(a, a->may_lack, a->g->f->entry);
    for (uint32_t i = 0; i < a->words; i++)
        entry[i] = UINT64_MAX;
    a->reached[a->g->f->entry->id] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t b = 0; b < a->block_count; b++) {
            const struct ir_block *block = a->blocks[b];
            uint64_t *lack = row(a, a->out_lack, block), *have = row(a, a->out_have, block);
            if (!a->reached[block->id])
                continue;
            copy(lack, row(a, a->may_lack, block), a->words);
            copy(have, row(a, a->may_have, block), a->words);
            step(a, block, LATER, lack, have);
            for (uint32_t i = 0; i < successors(block); i++) {
                const struct ir_block *next = block->last->u.target[i];
                changed |= !a->reached[next->id];
                a->reached[next->id] = true;
                changed |= add(row(a, a->may_lack, next), lack, a->words);
                changed |= add(row(a, a->may_have, next), have, a->words);
            }
        }
    }
}

/* Which variables a block reads, or writes, before the other. */
static void first_events(const struct analysis *a, const struct ir_block *block, uint64_t *reads, uint64_t *writes)
{
    for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
        struct symbol *symbol = insn->op == IR_LOAD || insn->op == IR_STORE ? variable_at(a, insn->arg[0]) : NULL;
        if (symbol && !get_bit(reads, symbol) && !get_bit(writes, symbol))
            set_bit(insn->op == IR_LOAD ? reads : writes, symbol, true);
    }
    for (uint32_t i = a->first_event[block->id]; i < a->g->use_count && a->g->uses[i].block == block; i++) {
        struct symbol *symbol = a->g->uses[i].symbol;
        if (a->g->uses[i].declares && is_looked_at(a, symbol) && !get_bit(reads, symbol))
            set_bit(writes, symbol, true);
    }
}

static void walk_backward(const struct analysis *a)
{
    struct arena *arena = &a->g->p->body;
    uint64_t *reads = arena_array(arena, (size_t)a->words * a->g->f->block_count, sizeof *reads);
    uint64_t *writes = arena_array(arena, (size_t)a->words * a->g->f->block_count, sizeof *writes);
    for (uint32_t b = 0; b < a->block_count; b++)
        first_events(a, a->blocks[b], row(a, reads, a->blocks[b]), row(a, writes, a->blocks[b]));
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t b = a->block_count; b-- > 0;) {
            const struct ir_block *block = a->blocks[b];
            uint64_t *here = row(a, a->must_use, block);
            for (uint32_t w = 0; w < a->words; w++) {
                uint64_t all = successors(block) ? UINT64_MAX : 0;
                for (uint32_t i = 0; i < successors(block); i++)
                    all &= row(a, a->must_use, block->last->u.target[i])[w];
                uint64_t fresh = row(a, reads, block)[w] | (all & ~row(a, writes, block)[w]);
                changed |= fresh != here[w];
                here[w] = fresh;
            }
        }
    }
}

/* Some way out of a block that is left without a value for certain must meet a use. */
static bool is_met(const struct analysis *a, const struct symbol *symbol)
{
    for (uint32_t b = 0; b < a->block_count; b++) {
        const struct ir_block *block = a->blocks[b];
        if (!get_bit(row(a, a->out_lack, block), symbol) || get_bit(row(a, a->out_have, block), symbol))
            continue;
        for (uint32_t i = a->exhaustive[block->id] ? 1 : 0; i < successors(block); i++)
            if (get_bit(row(a, a->must_use, block->last->u.target[i]), symbol))
                return true;
    }
    return false;
}

static void report_uses(const struct analysis *a)
{
    struct gen *g = a->g;
    uint64_t *lack = arena_array(&g->p->body, a->words, sizeof *lack);
    uint64_t *have = arena_array(&g->p->body, a->words, sizeof *have);
    for (uint32_t i = 0; i < g->use_count; i++) {
        const struct variable_use *use = &g->uses[i];
        struct symbol *symbol = use->symbol;
        if (use->declares || symbol->flow_reported || !is_looked_at(a, symbol))
            continue;
        copy(lack, row(a, a->may_lack, use->block), a->words);
        copy(have, row(a, a->may_have, use->block), a->words);
        step(a, use->block, use->position, lack, have);
        if (!get_bit(lack, symbol) || (get_bit(have, symbol) && !is_met(a, symbol)))
            continue;
        bool certain = !get_bit(have, symbol);
        symbol->flow_reported =
            report_warning(g->p->report, certain ? WARN_UNINITIALIZED : WARN_MAYBE_UNINITIALIZED, use->span,
                           certain ? "'%s' is used before it gets a value" : "'%s' may be used before it gets a value",
                           symbol->name->text);
        if (symbol->flow_reported)
            report_note(g->p->report, span_from(symbol->loc, symbol->loc + symbol->name->length),
                        "'%s' is declared here; give it a value", symbol->name->text);
    }
}

void gen_check_uninitialized(struct gen *g)
{
    struct analysis a = {.g = g};
    struct arena *arena = &g->p->body;
    if (!g->use_count)
        return;
    a.of_slot = arena_array(arena, g->f->slot_count + (size_t)1, sizeof *a.of_slot);
    number_variables(&a);
    if (!a.count)
        return;
    a.first_event = arena_array(arena, g->f->block_count, sizeof *a.first_event);
    a.reached = arena_array(arena, g->f->block_count, sizeof *a.reached);
    a.exhaustive = arena_array(arena, g->f->block_count, sizeof *a.exhaustive);
    a.words = (a.count + WORD_BITS - 1) / WORD_BITS;
    a.blocks = arena_array(arena, g->f->block_count, sizeof *a.blocks);
    for (struct ir_block *block = g->f->entry; block; block = block->next) {
        a.blocks[a.block_count++] = block;
        a.first_event[block->id] = g->use_count;
    }
    for (uint32_t i = g->use_count; i-- > 0;)
        a.first_event[g->uses[i].block->id] = i;
    for (const struct exhaustive_switch *e = g->exhaustive; e; e = e->next)
        a.exhaustive[e->block->id] = true;
    give_up_escaping(&a);
    uint64_t **rows[] = {&a.may_lack, &a.may_have, &a.out_lack, &a.out_have, &a.must_use};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        *rows[i] = arena_array(arena, (size_t)a.words * g->f->block_count, sizeof **rows[i]);
    walk_forward(&a);
    walk_backward(&a);
    report_uses(&a);
}
