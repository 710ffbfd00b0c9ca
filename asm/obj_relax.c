/* Branch relaxation.  A conditional branch reaches 128 KiB (8 KiB with a constant); one whose target lies further, or
 * in another section or file, becomes its opposite around a jump:
 *
 *     beq a0, a1, far     ->     bne a0, a1, .+8
 *                                j   far
 *
 * Branches only ever grow, so that the search ends. */
#include "obj_impl.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "isa/isa.h"
#include "mem.h"

struct branch {
    uint32_t offset;
    struct fixup *fixup;
    bool far;
};

struct relax {
    struct obj *obj;
    unsigned number;
    struct section *section;
    struct branch *branches;
    size_t count;
    size_t *far_before;  /* [i]: how many of branches[0..i) are far */
    int64_t *pad_growth; /* [i]: bytes that pads[0..i) have gained */
};

static int by_offset(const void *a, const void *b)
{
    const struct fixup *x = a, *y = b;
    return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static bool may_grow(const struct fixup *fixup)
{
    return !fixup->bytes && (fixup->type == R_PEACH_OFF16 || fixup->type == R_PEACH_OFF12);
}

static bool collect(struct relax *relax)
{
    struct section *section = relax->section;
    for (size_t i = 1; i < section->fixup_count; i++)
        if (section->fixups[i].offset < section->fixups[i - 1].offset) {
            qsort(section->fixups, section->fixup_count, sizeof *section->fixups, by_offset);
            break;
        }
    if (!section->branch_count)
        return false;
    relax->branches = mem_new(section->branch_count * sizeof *relax->branches);
    for (size_t i = 0; i < section->fixup_count; i++)
        if (may_grow(&section->fixups[i]))
            relax->branches[relax->count++] = (struct branch){section->fixups[i].offset, &section->fixups[i], false};
    relax->far_before = mem_new((relax->count + 1) * sizeof *relax->far_before);
    relax->pad_growth = mem_new((section->pad_count + 1) * sizeof *relax->pad_growth);
    return true;
}

/* Where an old offset, behind `pads` of the section's pads, lies now. */
static uint32_t moved(const struct relax *relax, uint32_t offset, size_t pads)
{
    size_t low = 0, high = relax->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (relax->branches[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)(offset + 4 * (int64_t)relax->far_before[low] + relax->pad_growth[pads]);
}

/* How many pads stand before the content at an offset. */
static size_t pads_before(const struct section *section, uint32_t offset)
{
    size_t low = 0, high = section->pad_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (section->pads[middle].offset + section->pads[middle].length <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t pad_length_at(const struct pad *pad, uint32_t place)
{
    if (pad->align)
        return (0u - place) & (pad->align - 1);
    return pad->target > place ? pad->target - place : 0;
}

/* Bring far_before and pad_growth up to date with the branches that are far. */
static void recount(struct relax *relax)
{
    for (size_t i = 0; i < relax->count; i++)
        relax->far_before[i + 1] = relax->far_before[i] + relax->branches[i].far;
    const struct section *section = relax->section;
    for (size_t i = 0; i < section->pad_count; i++) {
        const struct pad *pad = &section->pads[i];
        uint32_t place = moved(relax, pad->offset, i);
        relax->pad_growth[i + 1] = relax->pad_growth[i] + pad_length_at(pad, place) - pad->length;
    }
}

static bool reaches(const struct relax *relax, const struct branch *branch)
{
    const struct symbol *target = &relax->obj->symbols[symbol_resolve(relax->obj, branch->fixup->symbol)];
    if (target->where != OBJ_IN_SECTION || target->section != relax->number || target->binding == STB_WEAK)
        return false;
    uint32_t place = moved(relax, branch->offset, pads_before(relax->section, branch->offset));
    int64_t distance = (int64_t)moved(relax, target->value, target->pads) + branch->fixup->addend - place;
    int64_t reach = branch->fixup->type == R_PEACH_OFF16 ? 1 << 17 : 1 << 13;
    return distance >= -reach && distance < reach;
}

static bool lengthen(struct relax *relax)
{
    bool any = false;
    for (size_t i = 0; i < relax->count; i++)
        if (!relax->branches[i].far && !reaches(relax, &relax->branches[i]))
            any = relax->branches[i].far = true;
    return any;
}

static uint16_t opposite(uint16_t op)
{
    static const uint16_t pairs[][2] = {{OP_BEQ, OP_BNE},   {OP_BLT, OP_BGE},   {OP_BLTU, OP_BGEU},
                                        {OP_BEQI, OP_BNEI}, {OP_BLTI, OP_BGEI}, {OP_BLTUI, OP_BGEUI}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i][0] == op)
            return pairs[i][1];
        if (pairs[i][1] == op)
            return pairs[i][0];
    }
    return OP_ILLEGAL;
}

static void write_far(struct buf *bytes, uint32_t word)
{
    struct insn branch = {0}, jump = {.op = OP_J};
    uint32_t jump_word = 0;
    isa_decode(word, &branch);
    branch.op = opposite(branch.op);
    branch.off = 8;
    if (isa_encode(&branch, &word) != ISA_OK || isa_encode(&jump, &jump_word) != ISA_OK)
        assert(!"a relocation of type OFF16 or OFF12 stands on a conditional branch");
    buf_put32(bytes, word);
    buf_put32(bytes, jump_word);
}

/* Copy the section with its long branches and new pads. */
static void rebuild(struct relax *relax)
{
    struct section *section = relax->section;
    struct buf bytes = {0};
    uint32_t from = 0;
    size_t b = 0, p = 0;
    while (b < relax->count || p < section->pad_count) {
        bool pad_next =
            b == relax->count || (p < section->pad_count && section->pads[p].offset <= relax->branches[b].offset);
        if (pad_next) {
            const struct pad *pad = &section->pads[p++];
            buf_put(&bytes, section->bytes.data + from, pad->offset - from);
            pad_write(section, &bytes, pad->fill, pad_length_at(pad, (uint32_t)bytes.length));
            from = pad->offset + pad->length;
        } else {
            const struct branch *branch = &relax->branches[b++];
            if (!branch->far)
                continue;
            buf_put(&bytes, section->bytes.data + from, branch->offset - from);
            write_far(&bytes, buf_get32(&section->bytes, branch->offset));
            from = branch->offset + 4;
        }
    }
    buf_put(&bytes, section->bytes.data + from, section->bytes.length - from);
    buf_free(&section->bytes);
    section->bytes = bytes;
}

/* Give everything that names an offset of the section its new one. */
static void move_all(struct relax *relax)
{
    struct section *section = relax->section;
    for (size_t i = 1; i < relax->obj->symbol_count; i++) {
        struct symbol *symbol = &relax->obj->symbols[i];
        if (symbol->where == OBJ_IN_SECTION && symbol->section == relax->number)
            symbol->value = moved(relax, symbol->value, symbol->pads);
    }
    for (size_t i = 0; i < section->line_count; i++)
        section->lines[i].offset =
            moved(relax, section->lines[i].offset, pads_before(section, section->lines[i].offset));
    for (size_t i = 0; i < section->frame_count; i++)
        section->frames[i].offset =
            moved(relax, section->frames[i].offset, pads_before(section, section->frames[i].offset));
    for (size_t i = 0, b = 0; i < section->fixup_count; i++) {
        struct fixup *fixup = &section->fixups[i];
        bool branch = may_grow(fixup);
        fixup->offset = moved(relax, fixup->offset, pads_before(section, fixup->offset));
        if (branch && relax->branches[b++].far) {
            fixup->offset += 4;
            fixup->type = R_PEACH_OFF24;
        }
    }
    for (size_t i = 0; i < section->pad_count; i++) {
        struct pad *pad = &section->pads[i];
        uint32_t place = moved(relax, pad->offset, i);
        pad->length = pad_length_at(pad, place);
        pad->offset = place;
    }
}

static void check_org(const struct relax *relax, struct obj_reporter *reporter)
{
    for (size_t i = 0; i < relax->section->pad_count; i++) {
        const struct pad *pad = &relax->section->pads[i];
        if (!pad->align && pad->offset > pad->target)
            obj_complain(relax->obj, reporter, relax->number, pad->offset,
                         "'.org' goes backwards; the section has already grown beyond this offset", NULL);
    }
}

void obj_relax(struct obj *obj, unsigned number, struct obj_reporter *reporter)
{
    struct relax relax = {.obj = obj, .number = number, .section = &obj->sections[number]};
    if (collect(&relax) && lengthen(&relax)) {
        do
            recount(&relax);
        while (lengthen(&relax));
        rebuild(&relax);
        move_all(&relax);
    }
    check_org(&relax, reporter);
    free(relax.branches);
    free(relax.far_before);
    free(relax.pad_growth);
}
