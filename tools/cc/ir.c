/* Building and editing the IR. */
#include "ir.h"

#include "ir_debug.h"

#include <stdlib.h>
#include <string.h>

const struct ir_op_info ir_ops[IR_OP_COUNT] = {
#define VARY                                        IR_ARGS_VARY
#define NONE                                        IR_RESULT_NONE
#define SAME                                        IR_RESULT_SAME
#define ANY                                         IR_RESULT_ANY
#define I32                                         IR_RESULT_I32
#define PURE                                        IR_PURE
#define COMM                                        IR_COMM
#define READ                                        IR_READ
#define WRITE                                       IR_WRITE
#define EFFECT                                      IR_EFFECT
#define TERM                                        IR_TERM
#define IR_OP(name, text, arguments, result, flags) {text, arguments, result, flags},
#include "ir_ops.def"
#undef IR_OP
#undef VARY
#undef NONE
#undef SAME
#undef ANY
#undef I32
#undef PURE
#undef COMM
#undef READ
#undef WRITE
#undef EFFECT
#undef TERM
};

/* ---- Module and symbols ---- */

struct ir_module *ir_module_new(void)
{
    struct arena arena = {0};
    struct ir_module *module = arena_alloc(&arena, sizeof *module);
    module->arena = arena;
    module->files = arena_array(&module->arena, 1, sizeof *module->files);
    module->file_count = 1;
    module->places = arena_array(&module->arena, 1, sizeof *module->places);
    module->place_count = 1;
    return module;
}

void ir_module_free(struct ir_module *module)
{
    for (struct ir_function *function = module->functions; function; function = function->next)
        arena_free(&function->facts);
    /* The module lies in its own arena. */
    struct arena arena = module->arena;
    arena_free(&arena);
}

uint32_t ir_file(struct ir_module *module, const char *name)
{
    for (uint32_t i = 1; i < module->file_count; i++)
        if (strcmp(module->files[i], name) == 0)
            return i;
    uint32_t count = module->file_count;
    if ((count & (count - 1)) == 0)
        module->files = arena_grow(&module->arena, module->files, count, (size_t)count * 2, sizeof *module->files);
    module->files[count] = arena_string(&module->arena, name, strlen(name));
    return module->file_count++;
}

ir_loc ir_loc_new(struct ir_module *module, uint32_t file, uint32_t line, uint32_t column)
{
    struct ir_place place = {.line = line, .scope = module->at_scope};
    place.file = (uint16_t)(file <= UINT16_MAX ? file : 0);
    place.column = (uint16_t)(column <= UINT16_MAX ? column : 0);
    uint32_t count = module->place_count;
    const struct ir_place *last = &module->places[count - 1];
    if (last->line == line && last->column == place.column && last->file == place.file && last->scope == place.scope)
        return count - 1;
    if ((count & (count - 1)) == 0)
        module->places = arena_grow(&module->arena, module->places, count, (size_t)count * 2, sizeof *module->places);
    module->places[count] = place;
    return module->place_count++;
}

const struct ir_place *ir_place_of(const struct ir_module *module, ir_loc loc)
{
    return &module->places[loc < module->place_count ? loc : 0];
}

void ir_top_asm(struct ir_module *module, const char *text)
{
    uint32_t count = module->top_asm_count;
    const char **grown = arena_grow(&module->arena, module->top_asm, count, (size_t)count + 1, sizeof *grown);
    grown[count] = text;
    module->top_asm = grown;
    module->top_asm_count = count + 1;
}

struct ir_symbol *ir_symbol(struct ir_module *module, const char *name, enum ir_linkage linkage)
{
    struct ir_symbol *symbol = arena_alloc(&module->arena, sizeof *symbol);
    if (name)
        symbol->name = arena_string(&module->arena, name, strlen(name));
    symbol->linkage = (uint8_t)linkage;
    symbol->align = 1;
    symbol->object_index = -1;
    if (module->last_symbol)
        module->last_symbol->next = symbol;
    else
        module->symbols = symbol;
    module->last_symbol = symbol;
    return symbol;
}

void ir_define_data(struct ir_symbol *symbol, const uint8_t *bytes, uint32_t size_bytes, uint32_t align, bool read_only)
{
    symbol->kind = IR_DATA;
    symbol->bytes = bytes;
    symbol->size_bytes = size_bytes;
    symbol->align = align;
    symbol->read_only = read_only;
}

void ir_data_reloc(struct ir_module *module, struct ir_symbol *symbol, uint32_t offset, struct ir_symbol *target,
                   int32_t addend)
{
    struct ir_reloc *reloc = arena_alloc(&module->arena, sizeof *reloc);
    reloc->offset = offset;
    reloc->symbol = target;
    reloc->addend = addend;
    if (symbol->last_reloc)
        symbol->last_reloc->next = reloc;
    else
        symbol->relocs = reloc;
    symbol->last_reloc = reloc;
}

/* ---- Functions, blocks, position ---- */

struct ir_function *ir_function(struct ir_module *module, struct ir_symbol *symbol, enum ir_type result,
                                const enum ir_type *params, uint32_t param_count)
{
    struct ir_function *function = arena_alloc(&module->arena, sizeof *function);
    function->module = module;
    function->symbol = symbol;
    function->result = (uint8_t)result;
    function->param_count = param_count;
    function->params = arena_array(&module->arena, param_count, 1);
    for (uint32_t i = 0; i < param_count; i++)
        function->params[i] = (uint8_t)params[i];
    symbol->kind = IR_FUNCTION;
    symbol->function = function;
    if (module->last_function)
        module->last_function->next = function;
    else
        module->functions = function;
    module->last_function = function;
    ir_place(function, ir_block(function));
    return function;
}

static bool block_ended(const struct ir_block *block)
{
    return block->last && (ir_ops[block->last->op].flags & IR_TERM);
}

void ir_function_end(struct ir_function *function)
{
    for (struct ir_block *block = function->entry; block; block = block->next) {
        if (block_ended(block))
            continue;
        function->at = block;
        ir_unreachable(function);
    }
    function->end_loc = function->at_loc;
    function->at = NULL;
}

struct ir_block *ir_block(struct ir_function *function)
{
    struct ir_block *block = arena_alloc(&function->module->arena, sizeof *block);
    block->id = function->block_count++;
    return block;
}

void ir_place(struct ir_function *function, struct ir_block *block)
{
    if (function->at && !block_ended(function->at))
        ir_br(function, block);
    if (function->last_block)
        function->last_block->next = block;
    else
        function->entry = block;
    function->last_block = block;
    function->at = block;
}

bool ir_ended(const struct ir_function *function)
{
    return block_ended(function->at);
}

struct ir_slot *ir_slot(struct ir_function *function, uint32_t size_bytes, uint32_t align, const char *name)
{
    struct ir_slot *slot = arena_alloc(&function->module->arena, sizeof *slot);
    slot->name = name;
    slot->size_bytes = size_bytes ? size_bytes : 1;
    slot->align = align;
    slot->id = function->slot_count++;
    if (function->last_slot)
        function->last_slot->next = slot;
    else
        function->slots = slot;
    function->last_slot = slot;
    return slot;
}

/* ---- Editing ---- */

struct ir_insn *ir_insn_new(struct ir_function *function, enum ir_op op, enum ir_type type, uint32_t arg_count)
{
    struct ir_insn *insn = arena_alloc(&function->module->arena, sizeof *insn + arg_count * sizeof *insn->arg);
    insn->arg = (struct ir_insn **)(insn + 1);
    insn->arg_count = arg_count;
    insn->op = (uint8_t)op;
    insn->type = (uint8_t)type;
    insn->id = function->insn_count++;
    insn->loc = function->at_loc;
    return insn;
}

void ir_copy_payload(struct ir_function *function, struct ir_insn *made, const struct ir_insn *insn)
{
    struct arena *arena = &function->module->arena;
    made->imm = insn->imm;
    made->mem = insn->mem;
    made->align = insn->align;
    made->flags = insn->flags;
    made->alias = insn->alias;
    made->record = insn->record;
    made->member = insn->member;
    made->cases = insn->cases;
    made->u = insn->u;
    if (insn->op == IR_CALL) {
        made->u.call = arena_alloc(arena, sizeof *made->u.call);
        *made->u.call = *insn->u.call;
        if (insn->u.call->callee)
            insn->u.call->callee->uses++;
    }
    if (insn->target_count) {
        made->target_count = insn->target_count;
        made->u.target = arena_array(arena, insn->target_count, sizeof *made->u.target);
        memcpy(made->u.target, insn->u.target, insn->target_count * sizeof *made->u.target);
    }
}

void ir_insert_before(struct ir_insn *place, struct ir_insn *insn)
{
    struct ir_block *block = place->block;
    insn->block = block;
    insn->next = place;
    insn->prev = place->prev;
    if (place->prev)
        place->prev->next = insn;
    else
        block->first = insn;
    place->prev = insn;
}

void ir_insert_after(struct ir_insn *place, struct ir_insn *insn)
{
    if (place->next)
        ir_insert_before(place->next, insn);
    else
        ir_append(place->block, insn);
}

/* Put the bindings of one list in front of another one. */
static void join_bindings(struct ir_binding **front, struct ir_binding **list)
{
    if (*front && *list) {
        struct ir_binding *first = (*front)->next;
        (*front)->next = (*list)->next;
        (*list)->next = first;
    } else if (*front) {
        *list = *front;
    }
    *front = NULL;
}

void ir_append(struct ir_block *block, struct ir_insn *insn)
{
    insn->block = block;
    insn->next = NULL;
    insn->prev = block->last;
    if (block->last)
        block->last->next = insn;
    else
        block->first = insn;
    block->last = insn;
    if (block->bindings && ir_binds_hold(insn))
        join_bindings(&block->bindings, &insn->bindings);
}

static void unlink_insn(struct ir_insn *insn)
{
    struct ir_block *block = insn->block;
    if (insn->prev)
        insn->prev->next = insn->next;
    else
        block->first = insn->next;
    if (insn->next)
        insn->next->prev = insn->prev;
    else
        block->last = insn->prev;
    insn->block = NULL;
    insn->prev = insn->next = NULL;
}

/* Give the bindings of an instruction to the next one in its block that can hold them. */
static void hand_over_bindings(struct ir_insn *insn)
{
    struct ir_insn *next = insn->next;
    while (next && !ir_binds_hold(next))
        next = next->next;
    join_bindings(&insn->bindings, next ? &next->bindings : &insn->block->bindings);
}

void ir_remove(struct ir_insn *insn)
{
    if (insn->bindings)
        hand_over_bindings(insn);
    unlink_insn(insn);
}

void ir_move_to_end(struct ir_insn *insn, struct ir_block *block)
{
    unlink_insn(insn);
    ir_append(block, insn);
}

struct ir_insn *ir_make(struct ir_function *function, struct ir_insn *before, enum ir_op op, enum ir_type type,
                        struct ir_insn *a, struct ir_insn *b, struct ir_insn *c)
{
    struct ir_insn *const arg[3] = {a, b, c};
    uint32_t count = 0;
    while (count < 3 && arg[count])
        count++;
    struct ir_insn *insn = ir_insn_new(function, op, type, count);
    for (uint32_t i = 0; i < count; i++)
        insn->arg[i] = arg[i];
    insn->loc = before->loc;
    ir_insert_before(before, insn);
    return insn;
}

struct ir_insn *ir_make_const(struct ir_function *function, struct ir_insn *before, enum ir_type type, int64_t value)
{
    struct ir_insn *insn = ir_make(function, before, IR_CONST, type, NULL, NULL, NULL);
    insn->imm = type == IR_I32 ? (int32_t)(uint32_t)value : value;
    return insn;
}

struct ir_block *ir_block_after(struct ir_function *function, struct ir_block *after)
{
    struct ir_block *block = ir_block(function);
    block->next = after->next;
    after->next = block;
    if (function->last_block == after)
        function->last_block = block;
    return block;
}

struct ir_insn *ir_append_br(struct ir_function *function, struct ir_block *block, struct ir_block *target)
{
    struct ir_insn *jump = ir_insn_new(function, IR_BR, IR_VOID, 0);
    jump->u.target = arena_array(&function->module->arena, 1, sizeof *jump->u.target);
    jump->u.target[0] = target;
    jump->target_count = 1;
    if (block->last)
        jump->loc = block->last->loc;
    ir_append(block, jump);
    return jump;
}

struct ir_block *ir_split(struct ir_function *function, struct ir_insn *insn)
{
    struct ir_block *block = insn->block, *after = ir_block_after(function, block);
    for (struct ir_insn *next; insn; insn = next) {
        next = insn->next;
        ir_move_to_end(insn, after);
    }
    for (uint32_t s = 0; s < after->last->target_count; s++)
        for (struct ir_insn *phi = after->last->u.target[s]->first; phi && phi->op == IR_PHI; phi = phi->next)
            for (uint32_t i = 0; i < phi->arg_count; i++)
                if (phi->u.target[i] == block)
                    phi->u.target[i] = after;
    return after;
}

void ir_become_copy(struct ir_insn *insn, struct ir_insn *value)
{
    if (insn->bindings && insn->block)
        hand_over_bindings(insn);
    insn->op = IR_COPY;
    insn->arg = (struct ir_insn **)(insn + 1) == insn->arg ? insn->arg : &insn->u.forwarded;
    if (insn->arg_count == 0)
        insn->arg = &insn->u.forwarded;
    insn->arg_count = 1;
    insn->arg[0] = value;
    insn->target_count = 0;
    insn->flags = 0;
}

struct ir_insn *ir_resolve(struct ir_insn *value)
{
    while (value->op == IR_COPY)
        value = value->arg[0];
    return value;
}

void ir_phi_forget(struct ir_block *block, const struct ir_block *from)
{
    for (struct ir_insn *phi = block->first; phi && phi->op == IR_PHI; phi = phi->next) {
        for (uint32_t i = 0; i < phi->arg_count; i++) {
            if (phi->u.target[i] != from)
                continue;
            phi->arg_count--;
            phi->target_count--;
            phi->arg[i] = phi->arg[phi->arg_count];
            phi->u.target[i] = phi->u.target[phi->arg_count];
            break;
        }
    }
}

void ir_phi_add(struct ir_function *function, struct ir_insn *phi, struct ir_block *from, struct ir_insn *value)
{
    struct arena *arena = &function->module->arena;
    uint32_t count = phi->arg_count;
    phi->arg = arena_grow(arena, phi->arg, count, (size_t)count + 1, sizeof *phi->arg);
    phi->u.target = arena_grow(arena, phi->u.target, count, (size_t)count + 1, sizeof *phi->u.target);
    phi->arg[count] = value;
    phi->u.target[count] = from;
    phi->target_count = phi->arg_count = count + 1;
}

/* ---- Makers ---- */

static struct ir_insn *emit(struct ir_function *function, enum ir_op op, enum ir_type type, uint32_t arg_count)
{
    if (block_ended(function->at))
        ir_place(function, ir_block(function));
    struct ir_insn *insn = ir_insn_new(function, op, type, arg_count);
    ir_append(function->at, insn);
    return insn;
}

struct ir_insn *ir_const(struct ir_function *function, enum ir_type type, int64_t value)
{
    struct ir_insn *insn = emit(function, IR_CONST, type, 0);
    insn->imm = type == IR_I32 ? (int32_t)(uint32_t)value : value;
    return insn;
}

struct ir_insn *ir_f32(struct ir_function *function, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return ir_const(function, IR_F32, (int64_t)bits);
}

struct ir_insn *ir_f64(struct ir_function *function, double value)
{
    int64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return ir_const(function, IR_F64, bits);
}

struct ir_insn *ir_undef(struct ir_function *function, enum ir_type type)
{
    return emit(function, IR_UNDEF, type, 0);
}

struct ir_insn *ir_addr(struct ir_function *function, struct ir_symbol *symbol, int32_t offset)
{
    struct ir_insn *insn = emit(function, IR_ADDR, IR_I32, 0);
    insn->u.symbol = symbol;
    insn->imm = offset;
    return insn;
}

struct ir_insn *ir_slot_addr(struct ir_function *function, struct ir_slot *slot, int32_t offset)
{
    struct ir_insn *insn = emit(function, IR_SLOT, IR_I32, 0);
    insn->u.slot = slot;
    insn->imm = offset;
    return insn;
}

struct ir_symbol *ir_block_address(struct ir_function *function, struct ir_block *block)
{
    if (!block->label) {
        block->label = ir_symbol(function->module, NULL, IR_LOCAL);
        block->label->kind = IR_BLOCK_LABEL;
        block->label->function = function;
        block->label->block = block;
        block->address_taken = true;
    }
    return block->label;
}

struct ir_insn *ir_param(struct ir_function *function, uint32_t index)
{
    struct ir_insn *insn = emit(function, IR_PARAM, (enum ir_type)function->params[index], 0);
    insn->imm = index;
    return insn;
}

static enum ir_type result_type(enum ir_op op, const struct ir_insn *a)
{
    return ir_ops[op].result == IR_RESULT_I32 ? IR_I32 : (enum ir_type)a->type;
}

struct ir_insn *ir_unary(struct ir_function *function, enum ir_op op, struct ir_insn *a)
{
    struct ir_insn *insn = emit(function, op, result_type(op, a), 1);
    insn->arg[0] = a;
    return insn;
}

struct ir_insn *ir_binary(struct ir_function *function, enum ir_op op, struct ir_insn *a, struct ir_insn *b)
{
    struct ir_insn *insn = emit(function, op, result_type(op, a), 2);
    insn->arg[0] = a;
    insn->arg[1] = b;
    return insn;
}

struct ir_insn *ir_convert(struct ir_function *function, enum ir_op op, enum ir_type type, struct ir_insn *a)
{
    struct ir_insn *insn = emit(function, op, type, 1);
    insn->arg[0] = a;
    return insn;
}

struct ir_insn *ir_select(struct ir_function *function, struct ir_insn *condition, struct ir_insn *a, struct ir_insn *b)
{
    struct ir_insn *insn = emit(function, IR_SELECT, (enum ir_type)a->type, 3);
    insn->arg[0] = condition;
    insn->arg[1] = a;
    insn->arg[2] = b;
    return insn;
}

struct ir_insn *ir_load(struct ir_function *function, enum ir_mem mem, struct ir_insn *address, int32_t offset,
                        unsigned align, bool is_volatile)
{
    struct ir_insn *insn = emit(function, IR_LOAD, ir_mem_type(mem), 1);
    insn->arg[0] = address;
    insn->imm = offset;
    insn->mem = (uint8_t)mem;
    insn->align = (uint8_t)(align ? (align > 8 ? 8 : align) : ir_mem_bytes(mem));
    insn->flags = is_volatile ? IR_VOLATILE : 0;
    return insn;
}

struct ir_insn *ir_store(struct ir_function *function, enum ir_mem mem, struct ir_insn *address, int32_t offset,
                         struct ir_insn *value, unsigned align, bool is_volatile)
{
    struct ir_insn *insn = emit(function, IR_STORE, IR_VOID, 2);
    insn->arg[0] = address;
    insn->arg[1] = value;
    insn->imm = offset;
    insn->mem = (uint8_t)mem;
    insn->align = (uint8_t)(align ? (align > 8 ? 8 : align) : ir_mem_bytes(mem));
    insn->flags = is_volatile ? IR_VOLATILE : 0;
    return insn;
}

struct ir_insn *ir_blkcopy(struct ir_function *function, struct ir_insn *to, struct ir_insn *from, uint32_t size_bytes,
                           unsigned align)
{
    struct ir_insn *insn = emit(function, IR_BLKCOPY, IR_VOID, 2);
    insn->arg[0] = to;
    insn->arg[1] = from;
    insn->imm = size_bytes;
    insn->align = (uint8_t)(align > 8 ? 8 : align);
    return insn;
}

struct ir_insn *ir_blkzero(struct ir_function *function, struct ir_insn *to, uint32_t size_bytes, unsigned align)
{
    struct ir_insn *insn = emit(function, IR_BLKZERO, IR_VOID, 1);
    insn->arg[0] = to;
    insn->imm = size_bytes;
    insn->align = (uint8_t)(align > 8 ? 8 : align);
    return insn;
}

struct ir_insn *ir_cas(struct ir_function *function, struct ir_insn *address, struct ir_insn *expected,
                       struct ir_insn *desired)
{
    struct ir_insn *insn = emit(function, IR_CAS, IR_I32, 3);
    insn->arg[0] = address;
    insn->arg[1] = expected;
    insn->arg[2] = desired;
    return insn;
}

struct ir_insn *ir_amo(struct ir_function *function, enum ir_op op, struct ir_insn *address, struct ir_insn *value)
{
    struct ir_insn *insn = emit(function, op, IR_I32, 2);
    insn->arg[0] = address;
    insn->arg[1] = value;
    return insn;
}

struct ir_insn *ir_plain(struct ir_function *function, enum ir_op op, int64_t imm)
{
    struct ir_insn *insn = emit(function, op, ir_ops[op].result == IR_RESULT_I32 ? IR_I32 : IR_VOID, 0);
    insn->imm = imm;
    return insn;
}

struct ir_insn *ir_alloca(struct ir_function *function, struct ir_insn *size, uint32_t align)
{
    struct ir_insn *insn = ir_unary(function, IR_ALLOCA, size);
    insn->imm = align;
    return insn;
}

struct ir_insn *ir_stackrestore(struct ir_function *function, struct ir_insn *saved)
{
    struct ir_insn *insn = emit(function, IR_STACKRESTORE, IR_VOID, 1);
    insn->arg[0] = saved;
    return insn;
}

static struct ir_insn *make_call(struct ir_function *function, enum ir_type result, struct ir_symbol *callee,
                                 struct ir_insn *address, struct ir_insn *const *args, uint32_t arg_count)
{
    uint32_t first = address ? 1 : 0;
    struct ir_insn *insn = emit(function, IR_CALL, result, arg_count + first);
    if (address)
        insn->arg[0] = address;
    for (uint32_t i = 0; i < arg_count; i++)
        insn->arg[first + i] = args[i];
    insn->u.call = arena_alloc(&function->module->arena, sizeof *insn->u.call);
    insn->u.call->callee = callee;
    insn->u.call->named = arg_count;
    return insn;
}

struct ir_insn *ir_call(struct ir_function *function, enum ir_type result, struct ir_symbol *callee,
                        struct ir_insn *const *args, uint32_t arg_count)
{
    return make_call(function, result, callee, NULL, args, arg_count);
}

struct ir_insn *ir_call_indirect(struct ir_function *function, enum ir_type result, struct ir_insn *address,
                                 struct ir_insn *const *args, uint32_t arg_count)
{
    return make_call(function, result, NULL, address, args, arg_count);
}

struct ir_insn *ir_asm(struct ir_function *function, struct ir_asm *assembly, struct ir_insn *const *args,
                       uint32_t arg_count, bool is_volatile)
{
    struct ir_insn *insn = emit(function, IR_ASM, IR_VOID, arg_count);
    for (uint32_t i = 0; i < arg_count; i++)
        insn->arg[i] = args[i];
    insn->u.assembly = assembly;
    insn->flags = is_volatile ? IR_VOLATILE : 0;
    return insn;
}

struct ir_insn *ir_result(struct ir_function *function, struct ir_insn *of, uint32_t index, enum ir_type type)
{
    struct ir_insn *insn = emit(function, IR_RESULT, type, 1);
    insn->arg[0] = of;
    insn->imm = index;
    return insn;
}

static struct ir_block **new_targets(struct ir_function *function, struct ir_insn *insn, uint32_t count)
{
    insn->u.target = arena_array(&function->module->arena, count, sizeof *insn->u.target);
    insn->target_count = count;
    return insn->u.target;
}

struct ir_insn *ir_phi(struct ir_function *function, enum ir_type type, uint32_t count)
{
    struct ir_insn *insn = emit(function, IR_PHI, type, count);
    new_targets(function, insn, count);
    return insn;
}

void ir_phi_set(struct ir_insn *phi, uint32_t index, struct ir_block *from, struct ir_insn *value)
{
    phi->u.target[index] = from;
    phi->arg[index] = value;
}

void ir_br(struct ir_function *function, struct ir_block *target)
{
    struct ir_insn *insn = emit(function, IR_BR, IR_VOID, 0);
    new_targets(function, insn, 1)[0] = target;
}

struct ir_insn *ir_condbr(struct ir_function *function, struct ir_insn *condition, struct ir_block *then_block,
                          struct ir_block *else_block)
{
    struct ir_insn *insn = emit(function, IR_CONDBR, IR_VOID, 1);
    insn->arg[0] = condition;
    struct ir_block **target = new_targets(function, insn, 2);
    target[0] = then_block;
    target[1] = else_block;
    return insn;
}

struct ir_insn *ir_switch(struct ir_function *function, struct ir_insn *value, struct ir_block *otherwise,
                          uint32_t count)
{
    struct ir_insn *insn = emit(function, IR_SWITCH, IR_VOID, 1);
    insn->arg[0] = value;
    struct ir_block **target = new_targets(function, insn, count + 1);
    for (uint32_t i = 0; i <= count; i++)
        target[i] = otherwise;
    insn->cases = arena_array(&function->module->arena, count, sizeof *insn->cases);
    return insn;
}

void ir_switch_case(struct ir_insn *insn, uint32_t index, int64_t value, struct ir_block *target)
{
    insn->cases[index] = insn->arg[0]->type == IR_I32 ? (int32_t)(uint32_t)value : value;
    insn->u.target[index + 1] = target;
}

void ir_goto(struct ir_function *function, struct ir_insn *address, struct ir_block *const *targets, uint32_t count)
{
    struct ir_insn *insn = emit(function, IR_GOTO, IR_VOID, 1);
    insn->arg[0] = address;
    struct ir_block **target = new_targets(function, insn, count);
    for (uint32_t i = 0; i < count; i++)
        target[i] = targets[i];
}

void ir_ret(struct ir_function *function, struct ir_insn *value)
{
    struct ir_insn *insn = emit(function, IR_RET, IR_VOID, value ? 1 : 0);
    if (value)
        insn->arg[0] = value;
}

void ir_unreachable(struct ir_function *function)
{
    emit(function, IR_UNREACHABLE, IR_VOID, 0);
}

/* ---- Types ---- */

bool ir_type_is_int(enum ir_type type)
{
    return type == IR_I32 || type == IR_I64;
}

uint32_t ir_type_bytes(enum ir_type type)
{
    static const uint8_t bytes[] = {[IR_VOID] = 0, [IR_I32] = 4, [IR_I64] = 8, [IR_F32] = 4, [IR_F64] = 8};
    return bytes[type];
}

uint32_t ir_mem_bytes(enum ir_mem mem)
{
    static const uint8_t bytes[] = {
        [IR_MEM_S8] = 1, [IR_MEM_U8] = 1, [IR_MEM_S16] = 2, [IR_MEM_U16] = 2,
        [IR_MEM_32] = 4, [IR_MEM_64] = 8, [IR_MEM_F32] = 4, [IR_MEM_F64] = 8,
    };
    return bytes[mem];
}

enum ir_type ir_mem_type(enum ir_mem mem)
{
    switch (mem) {
    case IR_MEM_64: return IR_I64;
    case IR_MEM_F32: return IR_F32;
    case IR_MEM_F64: return IR_F64;
    default: return IR_I32;
    }
}
