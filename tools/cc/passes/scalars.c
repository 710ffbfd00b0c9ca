/* Structures into their parts: copies of a slot that is otherwise accessed by parts become copies of these parts, which
 * mem2reg then makes values; numbers that carry a whole structure in or out (docs/abi.md) are taken apart alike. */
#include "passes/passes.h"

#define PIECES_MAX 16  /* of one slot */
#define BYTES_MAX  128 /* of a slot that is taken apart */
#define ROUNDS_MAX 8   /* in which pieces pass from slot to slot */

struct piece {
    uint32_t offset;
    uint8_t bytes, mem;
};

struct parts {
    struct piece pieces[PIECES_MAX];
    uint32_t count;
    bool bad;    /* cannot be taken apart */
    bool copied; /* as a whole, or in pieces of another shape */
};

struct scalars {
    struct ir_function *function;
    struct arena arena;
    struct parts *parts; /* by slot */
    struct ir_insn **copies;
    uint32_t copy_count;
    bool changed;
};

static bool is_float(unsigned mem)
{
    return mem == IR_MEM_F32 || mem == IR_MEM_F64;
}

static const struct ir_insn *slot_of(const struct ir_insn *address)
{
    address = ir_resolve((struct ir_insn *)address);
    return address->op == IR_SLOT ? address : NULL;
}

/* ---- Pieces ---- */

static void spoil(struct scalars *s, struct parts *parts)
{
    if (!parts->bad)
        s->changed = true;
    parts->bad = true;
}

static struct piece *find(struct parts *parts, uint32_t offset, uint32_t bytes)
{
    for (uint32_t i = 0; i < parts->count; i++)
        if (parts->pieces[i].offset == offset && parts->pieces[i].bytes == bytes)
            return &parts->pieces[i];
    return NULL;
}

static bool touches(const struct parts *parts, uint32_t offset, uint32_t bytes)
{
    for (uint32_t i = 0; i < parts->count; i++)
        if (parts->pieces[i].offset < offset + bytes && offset < parts->pieces[i].offset + parts->pieces[i].bytes)
            return true;
    return false;
}

static void append(struct scalars *s, struct parts *parts, uint32_t offset, uint32_t bytes, unsigned mem)
{
    if (parts->count == PIECES_MAX) {
        spoil(s, parts);
        return;
    }
    parts->pieces[parts->count++] = (struct piece){offset, (uint8_t)bytes, (uint8_t)mem};
    s->changed = true;
}

static void add_piece(struct scalars *s, struct parts *parts, uint32_t offset, unsigned mem);

/* A piece of 8 bytes becomes two. */
static void halve(struct scalars *s, struct parts *parts, struct piece *piece)
{
    uint32_t offset = piece->offset;
    *piece = parts->pieces[--parts->count];
    add_piece(s, parts, offset, IR_MEM_32);
    add_piece(s, parts, offset + 4, IR_MEM_32);
    s->changed = parts->copied = true;
}

static void add_piece(struct scalars *s, struct parts *parts, uint32_t offset, unsigned mem)
{
    uint32_t bytes = ir_mem_bytes((enum ir_mem)mem);
    struct piece *same = find(parts, offset, bytes), *wide;
    if (parts->bad)
        return;
    if (same) {
        if (is_float(mem) != is_float(same->mem)) {
            parts->copied = true;
            s->changed |= is_float(mem);
            same->mem = is_float(mem) ? (uint8_t)mem : same->mem;
        }
        return;
    }
    if (bytes == 4 && (wide = find(parts, offset & ~7u, 8)) && wide->mem == IR_MEM_64) {
        halve(s, parts, wide);
        add_piece(s, parts, offset, mem);
        return;
    }
    if (mem == IR_MEM_64 && touches(parts, offset, bytes)) {
        parts->copied = true;
        add_piece(s, parts, offset, IR_MEM_32);
        add_piece(s, parts, offset + 4, IR_MEM_32);
        return;
    }
    if (touches(parts, offset, bytes))
        spoil(s, parts);
    else
        append(s, parts, offset, bytes, mem);
}

/* ---- Which slots ---- */

static void note_access(struct scalars *s, struct ir_insn *insn, uint32_t arg)
{
    const struct ir_insn *address = slot_of(insn->arg[arg]);
    if (!address)
        return;
    struct parts *parts = &s->parts[address->u.slot->id];
    bool access = (insn->op == IR_LOAD || insn->op == IR_STORE) && arg == 0;
    bool block = insn->op == IR_BLKCOPY || insn->op == IR_BLKZERO;
    int64_t offset = address->imm + (access ? insn->imm : 0);
    uint32_t size = address->u.slot->size_bytes;
    int64_t bytes = access ? ir_mem_bytes((enum ir_mem)insn->mem) : insn->imm;
    if ((!access && !block) || (insn->flags & IR_VOLATILE) || size > BYTES_MAX || offset < 0 || offset + bytes > size)
        spoil(s, parts);
    else if (access)
        add_piece(s, parts, (uint32_t)offset, insn->mem);
    else
        parts->copied = true;
}

static void survey(struct scalars *s)
{
    for (uint32_t b = 0; b < s->function->order_count; b++)
        for (struct ir_insn *insn = s->function->order[b]->first; insn; insn = insn->next) {
            if (insn->op == IR_BLKCOPY)
                s->copies[s->copy_count++] = insn;
            for (uint32_t i = 0; insn->op != IR_COPY && i < insn->arg_count; i++)
                note_access(s, insn, i);
        }
}

static uint32_t count_copies(const struct ir_function *function)
{
    uint32_t count = 0;
    for (uint32_t b = 0; b < function->order_count; b++)
        for (const struct ir_insn *insn = function->order[b]->first; insn; insn = insn->next)
            count += insn->op == IR_BLKCOPY;
    return count;
}

/* ---- From slot to slot ---- */

/* The parts of a slot that an end of a copy is in, when it can be taken apart. */
static struct parts *parts_of(const struct scalars *s, const struct ir_insn *address, uint32_t *offset)
{
    const struct ir_insn *slot = slot_of(address);
    if (!slot || s->parts[slot->u.slot->id].bad)
        return NULL;
    *offset = (uint32_t)slot->imm;
    return &s->parts[slot->u.slot->id];
}

static void pass_pieces(struct scalars *s, struct parts *from, uint32_t from_offset, struct parts *to,
                        uint32_t to_offset, uint32_t bytes)
{
    for (uint32_t i = 0; i < from->count && !from->bad; i++) {
        struct piece piece = from->pieces[i];
        if (piece.offset + piece.bytes <= from_offset || piece.offset >= from_offset + bytes)
            continue;
        if (piece.offset < from_offset || piece.offset + piece.bytes > from_offset + bytes)
            spoil(s, from); /* half of it is copied */
        else
            add_piece(s, to, piece.offset - from_offset + to_offset, piece.mem);
    }
}

/* What is copied from or to elsewhere and has no piece yet. */
static void fill_gaps(struct scalars *s, struct parts *parts, uint32_t offset, uint32_t bytes, uint32_t align)
{
    for (uint32_t at = offset; at < offset + bytes && !parts->bad;) {
        uint32_t step = align < 4 ? align : 4;
        while (at % step || at + step > offset + bytes || (touches(parts, at, step) && step > 1))
            step /= 2;
        if (!touches(parts, at, step))
            add_piece(s, parts, at, step == 4 ? IR_MEM_32 : step == 2 ? IR_MEM_U16 : IR_MEM_U8);
        at += step;
    }
    for (uint32_t i = 0; i < parts->count; i++) {
        const struct piece *piece = &parts->pieces[i];
        bool crosses = piece->offset < offset && piece->offset + piece->bytes > offset;
        crosses |= piece->offset < offset + bytes && piece->offset + piece->bytes > offset + bytes;
        if (crosses)
            spoil(s, parts);
    }
}

static void match_copy(struct scalars *s, const struct ir_insn *copy)
{
    uint32_t to_offset = 0, from_offset = 0, bytes = (uint32_t)copy->imm;
    struct parts *to = parts_of(s, copy->arg[0], &to_offset), *from = parts_of(s, copy->arg[1], &from_offset);
    if (to && from) {
        pass_pieces(s, to, to_offset, from, from_offset, bytes);
        pass_pieces(s, from, from_offset, to, to_offset, bytes);
    } else if (to) {
        fill_gaps(s, to, to_offset, bytes, copy->align);
    } else if (from) {
        fill_gaps(s, from, from_offset, bytes, copy->align);
    }
}

/* ---- Taking apart ---- */

static struct ir_insn *access_at(struct scalars *s, struct ir_insn *before, struct ir_insn *address, int64_t offset,
                                 unsigned mem, struct ir_insn *stored, uint32_t align)
{
    enum ir_type type = ir_mem_type((enum ir_mem)mem);
    struct ir_insn *access = ir_make(s->function, before, stored ? IR_STORE : IR_LOAD, stored ? IR_VOID : type,
                                     ir_resolve(address), stored, NULL);
    uint32_t bytes = ir_mem_bytes((enum ir_mem)mem), low = (uint32_t)offset & (0 - (uint32_t)offset);
    access->imm = offset;
    access->mem = (uint8_t)mem;
    access->align = (uint8_t)(low && low < align ? low : align);
    if (access->align > bytes)
        access->align = (uint8_t)bytes;
    return access;
}

static void expand_copy(struct scalars *s, struct ir_insn *copy)
{
    uint32_t to_offset = 0, from_offset = 0, bytes = (uint32_t)copy->imm;
    struct parts *to = parts_of(s, copy->arg[0], &to_offset), *from = parts_of(s, copy->arg[1], &from_offset);
    const struct parts *parts = to ? to : from;
    uint32_t offset = to ? to_offset : from_offset;
    if (!parts)
        return;
    for (uint32_t i = 0; i < parts->count; i++) {
        struct piece piece = parts->pieces[i];
        if (piece.offset < offset || piece.offset >= offset + bytes)
            continue;
        piece.offset -= offset;
        struct ir_insn *value = access_at(s, copy, copy->arg[1], piece.offset, piece.mem, NULL, copy->align);
        access_at(s, copy, copy->arg[0], piece.offset, piece.mem, value, copy->align);
    }
    ir_remove(copy);
}

static void expand_zero(struct scalars *s, struct ir_insn *zero)
{
    uint32_t offset = 0, bytes = (uint32_t)zero->imm;
    const struct parts *parts = parts_of(s, zero->arg[0], &offset);
    if (!parts)
        return;
    for (uint32_t i = 0; i < parts->count; i++) {
        const struct piece *piece = &parts->pieces[i];
        if (piece->offset + piece->bytes > offset && piece->offset < offset + bytes &&
            (piece->offset < offset || piece->offset + piece->bytes > offset + bytes))
            return;
    }
    for (uint32_t i = 0; i < parts->count; i++) {
        const struct piece *piece = &parts->pieces[i];
        if (piece->offset < offset || piece->offset >= offset + bytes)
            continue;
        struct ir_insn *value = ir_make_const(s->function, zero, ir_mem_type((enum ir_mem)piece->mem), 0);
        access_at(s, zero, zero->arg[0], piece->offset - offset, piece->mem, value, zero->align);
    }
    ir_remove(zero);
}

static struct ir_insn *convert(struct scalars *s, struct ir_insn *before, struct ir_insn *value, enum ir_type type)
{
    if (value->type == type)
        return value;
    return ir_make(s->function, before, IR_BITS, type, value, NULL, NULL);
}

static struct ir_insn *shifted(struct scalars *s, struct ir_insn *before, enum ir_op op, struct ir_insn *value)
{
    return ir_make(s->function, before, op, IR_I64, value, ir_make_const(s->function, before, IR_I32, 32), NULL);
}

/* A load or store of 8 bytes that are two pieces. */
static void split_wide(struct scalars *s, struct ir_insn *insn, const struct piece *low, const struct piece *high)
{
    struct ir_function *f = s->function;
    struct ir_insn *address = insn->arg[0];
    if (insn->op == IR_LOAD) {
        struct ir_insn *lo = access_at(s, insn, address, insn->imm, low->mem, NULL, 4);
        struct ir_insn *hi = access_at(s, insn, address, insn->imm + 4, high->mem, NULL, 4);
        lo = ir_make(f, insn, IR_ZEXT, IR_I64, convert(s, insn, lo, IR_I32), NULL, NULL);
        hi = ir_make(f, insn, IR_ZEXT, IR_I64, convert(s, insn, hi, IR_I32), NULL, NULL);
        ir_become_copy(insn, ir_make(f, insn, IR_OR, IR_I64, lo, shifted(s, insn, IR_SHL, hi), NULL));
        return;
    }
    struct ir_insn *value = ir_resolve(insn->arg[1]);
    struct ir_insn *lo = ir_make(f, insn, IR_TRUNC, IR_I32, value, NULL, NULL);
    struct ir_insn *hi = ir_make(f, insn, IR_TRUNC, IR_I32, shifted(s, insn, IR_SHR, value), NULL, NULL);
    access_at(s, insn, address, insn->imm, low->mem, convert(s, insn, lo, ir_mem_type((enum ir_mem)low->mem)), 4);
    access_at(s, insn, address, insn->imm + 4, high->mem, convert(s, insn, hi, ir_mem_type((enum ir_mem)high->mem)), 4);
    ir_remove(insn);
}

static void reshape(struct scalars *s, struct ir_insn *insn)
{
    const struct ir_insn *slot = slot_of(insn->arg[0]);
    struct parts *parts = slot ? &s->parts[slot->u.slot->id] : NULL;
    if (!parts || parts->bad || !parts->copied)
        return;
    uint32_t offset = (uint32_t)(slot->imm + insn->imm);
    const struct piece *piece = find(parts, offset, ir_mem_bytes((enum ir_mem)insn->mem));
    if (!piece) {
        const struct piece *low = find(parts, offset, 4), *high = find(parts, offset + 4, 4);
        if (insn->mem == IR_MEM_64 && low && high)
            split_wide(s, insn, low, high);
        return;
    }
    if (is_float(piece->mem) == is_float(insn->mem))
        return;
    if (insn->op == IR_LOAD) {
        struct ir_insn *value = access_at(s, insn, insn->arg[0], insn->imm, piece->mem, NULL, insn->align);
        ir_become_copy(insn, convert(s, insn, value, (enum ir_type)insn->type));
    } else {
        struct ir_insn *value = convert(s, insn, ir_resolve(insn->arg[1]), ir_mem_type((enum ir_mem)piece->mem));
        access_at(s, insn, insn->arg[0], insn->imm, piece->mem, value, insn->align);
        ir_remove(insn);
    }
}

static void rewrite(struct scalars *s)
{
    for (uint32_t b = 0; b < s->function->order_count; b++)
        for (struct ir_insn *insn = s->function->order[b]->first, *next; insn; insn = next) {
            next = insn->next;
            if (insn->op == IR_BLKCOPY)
                expand_copy(s, insn);
            else if (insn->op == IR_BLKZERO)
                expand_zero(s, insn);
            else if (insn->op == IR_LOAD || insn->op == IR_STORE)
                reshape(s, insn);
        }
}

void pass_scalars(struct ir_function *function)
{
    struct scalars s = {.function = function};
    if (!function->slots)
        return;
    ir_analyse(function);
    s.parts = arena_array(&s.arena, function->slot_count, sizeof *s.parts);
    s.copies = arena_array(&s.arena, count_copies(function), sizeof *s.copies);
    survey(&s);
    s.changed = true;
    for (unsigned round = 0; s.changed; round++) {
        s.changed = false;
        for (uint32_t i = 0; i < s.copy_count; i++)
            match_copy(&s, s.copies[i]);
        for (uint32_t i = 0; round > ROUNDS_MAX && i < function->slot_count; i++)
            s.parts[i].bad = true;
    }
    rewrite(&s);
    ir_resolve_all(function);
    arena_free(&s.arena);
}
