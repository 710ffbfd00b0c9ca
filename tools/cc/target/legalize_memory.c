/* Legalisation of memory: accesses that are misaligned or of 64 bits, copies and fills of blocks. */
#include "target/legalize.h"

static struct ir_insn *part_load(struct legalize *legal, struct ir_insn *insn, enum ir_mem mem, int32_t offset)
{
    struct ir_insn *load = op1(legal, IR_LOAD, insn->arg[0]);
    load->mem = (uint8_t)mem;
    load->imm = insn->imm + offset;
    load->align = offset & 7 ? (uint8_t)(offset & -offset & 7) : 8;
    if (load->align > insn->align)
        load->align = insn->align;
    load->flags = insn->flags;
    load->alias = insn->alias;
    load->record = insn->record;
    load->member = (uint16_t)(insn->member + offset);
    return load;
}

static void part_store(struct legalize *legal, struct ir_insn *insn, enum ir_mem mem, int32_t offset,
                       struct ir_insn *value)
{
    struct ir_insn *store = ir_make(legal->function, legal->at, IR_STORE, IR_VOID, insn->arg[0], value, NULL);
    store->mem = (uint8_t)mem;
    store->imm = insn->imm + offset;
    store->align = offset & 7 ? (uint8_t)(offset & -offset & 7) : 8;
    if (store->align > insn->align)
        store->align = insn->align;
    store->flags = insn->flags;
    store->alias = insn->alias;
    store->record = insn->record;
    store->member = (uint16_t)(insn->member + offset);
}

/* Load `bytes` (2 or 4) from an address whose alignment does not allow it at once; the highest part by mem `top`. */
static struct ir_insn *assemble(struct legalize *legal, struct ir_insn *insn, int32_t offset, int32_t bytes,
                                enum ir_mem top)
{
    int32_t step = insn->align >= 2 ? 2 : 1;
    struct ir_insn *sum = part_load(legal, insn, step == 2 ? IR_MEM_U16 : IR_MEM_U8, offset);
    for (int32_t done = step; done < bytes; done += step) {
        enum ir_mem mem = done + step == bytes ? top : step == 2 ? IR_MEM_U16 : IR_MEM_U8;
        struct ir_insn *part = part_load(legal, insn, mem, offset + done);
        sum = op2(legal, IR_OR, sum, op2(legal, IR_SHL, part, word(legal, done * 8)));
    }
    return sum;
}

static struct ir_insn *load_word(struct legalize *legal, struct ir_insn *insn, int32_t offset)
{
    if (insn->align >= 4)
        return part_load(legal, insn, IR_MEM_32, offset);
    return assemble(legal, insn, offset, 4, insn->align >= 2 ? IR_MEM_U16 : IR_MEM_U8);
}

static void store_parts(struct legalize *legal, struct ir_insn *insn, int32_t offset, int32_t bytes,
                        struct ir_insn *value)
{
    int32_t step = insn->align >= bytes ? bytes : insn->align >= 4 ? 4 : insn->align;
    enum ir_mem mem = step == 4 ? IR_MEM_32 : step == 2 ? IR_MEM_U16 : IR_MEM_U8;
    for (int32_t done = 0; done < bytes; done += step) {
        struct ir_insn *part = done ? op2(legal, IR_SHR, value, word(legal, done * 8)) : value;
        part_store(legal, insn, mem, offset + done, part);
    }
}

static struct ir_insn *make_f32(struct legalize *legal, struct ir_insn *bits)
{
    return ir_make(legal->function, legal->at, IR_BITS, IR_F32, bits, NULL, NULL);
}

void legalize_load(struct legalize *legal, struct ir_insn *insn)
{
    enum ir_mem mem = (enum ir_mem)insn->mem;
    if (mem == IR_MEM_64) {
        struct ir_insn *lo = load_word(legal, insn, 0);
        set_pair(legal, insn, lo, load_word(legal, insn, 4));
        return;
    }
    if (insn->align >= ir_mem_bytes(mem))
        return;
    struct ir_insn *value;
    if (mem == IR_MEM_F64) {
        struct ir_insn *lo = load_word(legal, insn, 0);
        value = make_f64(legal, lo, load_word(legal, insn, 4));
    } else if (mem == IR_MEM_S16 || mem == IR_MEM_U16) {
        value = assemble(legal, insn, 0, 2, mem == IR_MEM_S16 ? IR_MEM_S8 : IR_MEM_U8);
    } else {
        value = load_word(legal, insn, 0);
        if (mem == IR_MEM_F32)
            value = make_f32(legal, value);
    }
    ir_become_copy(insn, value);
}

bool legalize_store(struct legalize *legal, struct ir_insn *insn)
{
    enum ir_mem mem = (enum ir_mem)insn->mem;
    struct ir_insn *value = ir_resolve(insn->arg[1]);
    if (mem == IR_MEM_64) {
        struct pair pair = pair_of(legal, value);
        store_parts(legal, insn, 0, 4, pair.lo);
        store_parts(legal, insn, 4, 4, pair.hi);
        return true;
    }
    int32_t bytes = (int32_t)ir_mem_bytes(mem);
    if (insn->align >= bytes)
        return false;
    if (mem == IR_MEM_F64) {
        store_parts(legal, insn, 0, 4, op1(legal, IR_FLO, value));
        store_parts(legal, insn, 4, 4, op1(legal, IR_FHI, value));
    } else {
        store_parts(legal, insn, 0, bytes, mem == IR_MEM_F32 ? op1(legal, IR_BITS, value) : value);
    }
    return true;
}

/* ---- Blocks of memory ---- */

#define INLINE_ACCESSES 16 /* a block of more than so many accesses goes to memcpy or memset */

static struct ir_insn *access_part(struct legalize *legal, struct ir_insn *insn, enum ir_op op, struct ir_insn *address,
                                   struct ir_insn *value, int32_t offset, int32_t bytes)
{
    struct ir_insn *part =
        ir_make(legal->function, legal->at, op, op == IR_LOAD ? IR_I32 : IR_VOID, address, value, NULL);
    part->mem = (uint8_t)(bytes == 4 ? IR_MEM_32 : bytes == 2 ? IR_MEM_U16 : IR_MEM_U8);
    part->imm = offset;
    part->align = insn->align == 8 && offset % 8 == 0 ? 8 : (uint8_t)bytes;
    part->flags = insn->flags;
    return part;
}

static void block_call(struct legalize *legal, struct ir_insn *insn, const char *name, struct ir_insn *second)
{
    static const uint8_t types[] = {IR_I32, IR_I32, IR_I32};
    struct ir_insn *arg[] = {insn->arg[0], second, word(legal, insn->imm)};
    struct ir_insn *made = ir_make(legal->function, insn, IR_CALL, IR_I32, arg[0], arg[1], arg[2]);
    made->u.call = arena_alloc(&legal->function->module->arena, sizeof *made->u.call);
    made->u.call->callee = legalize_runtime(legal->function->module, name);
    made->u.call->named = 3;
    legalize_places(legal, made->u.call, types, 3);
}

void legalize_block(struct legalize *legal, struct ir_insn *insn)
{
    bool copy = insn->op == IR_BLKCOPY;
    int32_t step = insn->align >= 4 ? 4 : insn->align;
    if (insn->imm / step > INLINE_ACCESSES) {
        block_call(legal, insn, copy ? "memcpy" : "memset", copy ? insn->arg[1] : word(legal, 0));
        return;
    }
    struct ir_insn *value[2] = {NULL, NULL};
    int32_t size = (int32_t)insn->imm;
    for (int32_t offset = 0; offset < size;) {
        int32_t at[2], bytes[2], parts = 0;
        for (; parts < 2 && offset < size; parts++) {
            for (bytes[parts] = step; bytes[parts] > size - offset;)
                bytes[parts] /= 2;
            at[parts] = offset;
            value[parts] =
                copy ? access_part(legal, insn, IR_LOAD, insn->arg[1], NULL, offset, bytes[parts]) : word(legal, 0);
            offset += bytes[parts];
        }
        for (int32_t i = 0; i < parts; i++)
            access_part(legal, insn, IR_STORE, insn->arg[0], value[i], at[i], bytes[i]);
    }
}
