/* GNU inline assembly to the IR's form (ir.h, struct ir_asm). */
#include "gen/gen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct building {
    struct gen *g;
    struct ir_asm *assembly;
    struct ir_insn **arguments;
    struct place *places; /* of the outputs, worked out once and before the assembly changes anything */
    uint32_t argument_count, operand_count;
};

static bool in_memory(const char *constraint)
{
    return strpbrk(constraint, "mQo") && !strpbrk(constraint, "rfg");
}

/* Without the marks, and of several letters the one that is used. */
static const char *plain_constraint(struct gen *g, const char *constraint, const struct expr *expr, bool output)
{
    constraint += strspn(constraint, "=+&%");
    if (*constraint >= '0' && *constraint <= '9')
        return arena_string(&g->p->module->arena, constraint, strspn(constraint, "0123456789"));
    bool can_be_number = !output && expr->op == EXPR_INTEGER && strpbrk(constraint, "iInIg");
    if (can_be_number)
        return "i";
    if (!output && strchr(constraint, 'i') && !strpbrk(constraint, "rfgm"))
        return "i";
    if (in_memory(constraint))
        return "m";
    return strchr(constraint, 'f') && type_is_floating(expr->type) ? "f" : "r";
}

static struct ir_asm_operand *add(struct building *b, const struct asm_operand *from, bool output)
{
    struct ir_asm_operand *operand = &b->assembly->operands[b->operand_count++];
    operand->constraint = plain_constraint(b->g, from->constraint, from->expr, output);
    operand->name = from->name;
    operand->output = output;
    operand->early = output && strchr(from->constraint, '&') != NULL;
    operand->type = (uint8_t)gen_type(from->expr->type);
    operand->reg = -1;
    const struct expr *object = from->expr->op == EXPR_LOAD ? from->expr->left : from->expr;
    if (object->op == EXPR_SYMBOL && object->symbol->reg >= 0)
        operand->reg = object->symbol->reg;
    return operand;
}

static void add_argument(struct building *b, struct ir_insn *value)
{
    b->arguments[b->argument_count++] = value;
}

static void add_output(struct building *b, const struct asm_operand *output, uint32_t number)
{
    add(b, output, true);
    b->places[number] = gen_place(b->g, output->expr);
    if (in_memory(output->constraint))
        add_argument(b, gen_address(b->g, &b->places[number]));
}

static void add_input(struct building *b, const struct asm_operand *input)
{
    add(b, input, false);
    if (in_memory(input->constraint)) {
        struct place place = gen_place(b->g, input->expr);
        add_argument(b, gen_address(b->g, &place));
    } else {
        add_argument(b, gen_value(b->g, input->expr));
    }
}

/* The hidden input of a "+r" output: constrained to its number. */
static void add_in_out(struct building *b, const struct asm_operand *output, uint32_t number)
{
    if (output->constraint[0] != '+' || in_memory(output->constraint))
        return;
    struct ir_asm_operand *operand = add(b, output, true);
    char text[12];
    int length = snprintf(text, sizeof text, "%u", (unsigned)number);
    operand->constraint = arena_string(&b->g->p->module->arena, text, (size_t)length);
    operand->name = NULL;
    operand->output = operand->early = false;
    add_argument(b, gen_load(b->g, &b->places[number]));
}

/* ---- asm goto ----
 *
 * To the IR it is an assembly with one more output: which way it was left, 0 for its end, n for its n-th label.  The
 * text gets a tail where its jumps arrive, which says so; a switch behind it goes on from there. */

struct text {
    char *bytes;
    size_t length, room;
    struct arena *arena;
};

static void append(struct text *text, const char *bytes, size_t length)
{
    if (text->length + length + 1 > text->room) {
        size_t room = (text->length + length + 1) * 2;
        text->bytes = arena_grow(text->arena, text->bytes, text->room, room, 1);
        text->room = room;
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = 0;
}

static void append_number(struct text *text, const char *before, uint32_t number, const char *after)
{
    char piece[80];
    int length = snprintf(piece, sizeof piece, "%s%u%s", before, (unsigned)number, after);
    append(text, piece, (size_t)length);
}

/* %l[name] or %l3 at s, past the l: the number of the label from 1, 0 when it names none; *end is behind it. */
static uint32_t target_at(const struct asm_statement *from, const char *s, uint32_t operands, const char **end)
{
    uint32_t number = 0, wanted = UINT32_MAX;
    size_t length = 0;
    if (*s == '[') {
        length = strcspn(++s, "]");
        *end = s + length + (s[length] == ']');
    } else {
        length = strspn(s, "0123456789");
        *end = s + length;
        wanted = (uint32_t)strtoul(s, NULL, 10) - operands;
    }
    for (const struct asm_target *target = from->targets; target; target = target->next, number++) {
        const struct name *name = target->label->name;
        if (wanted != UINT32_MAX ? number == wanted : name->length == length && !memcmp(name->text, s, length))
            return number + 1;
    }
    return 0;
}

/* The text with its labels in the tail and the numbers of inputs moved up, for the output that was added. */
static const char *text_with_tail(struct gen *g, const struct asm_statement *from)
{
    struct text text = {.arena = &g->p->module->arena};
    uint32_t operands = from->output_count + from->input_count, number = 0;
    for (const struct asm_operand *output = from->outputs; output; output = output->next)
        operands += output->constraint[0] == '+';
    for (const char *s = from->text; *s;) {
        size_t plain = strcspn(s, "%");
        append(&text, s, plain);
        s += plain;
        if (*s && s[1] == 'l' && (s[2] == '[' || (s[2] >= '0' && s[2] <= '9'))) {
            uint32_t way = target_at(from, s + 2, operands, &s);
            if (!way)
                report_error(g->p->report, span_at(from->loc), "'%%l' names no label of this 'asm goto'");
            append_number(&text, ".Lway", way, "_%=");
        } else if (*s && s[1] >= '0' && s[1] <= '9') {
            uint32_t operand = (uint32_t)strtoul(s + 1, NULL, 10);
            append_number(&text, "%", operand + (operand >= from->output_count), "");
            s += 1 + strspn(s + 1, "0123456789");
        } else if (*s) {
            size_t taken = s[1] ? 2 : 1;
            append(&text, s, taken);
            s += taken;
        }
    }
    append_number(&text, "\naddi %", from->output_count, ", zero, 0\nj .Lways_end_%=\n");
    for (const struct asm_target *target = from->targets; target; target = target->next) {
        append_number(&text, ".Lway", ++number, "_%=:\n");
        append_number(&text, "addi %", from->output_count, ", zero, ");
        append_number(&text, "", number, "\nj .Lways_end_%=\n");
    }
    append(&text, ".Lways_end_%=:", sizeof ".Lways_end_%=:" - 1);
    return text.bytes;
}

static void add_way(struct building *b)
{
    struct ir_asm_operand *operand = &b->assembly->operands[b->operand_count++];
    *operand = (struct ir_asm_operand){.constraint = "r", .type = IR_I32, .output = true, .reg = -1};
}

static void go_on(struct gen *g, const struct asm_statement *from, struct ir_insn *way)
{
    uint32_t count = 0, index = 0;
    for (const struct asm_target *target = from->targets; target; target = target->next)
        count++;
    struct ir_block *end = ir_block(g->f);
    struct ir_insn *insn = ir_switch(g->f, way, end, count);
    for (const struct asm_target *target = from->targets; target; target = target->next, index++)
        ir_switch_case(insn, index, index + 1, gen_label(g, target->label));
    ir_place(g->f, end);
}

void gen_assembly(struct gen *g, const struct asm_statement *from)
{
    struct arena *arena = &g->p->module->arena;
    uint32_t room = from->output_count * 2 + from->input_count + 2, number = 0;
    struct building b = {.g = g, .assembly = arena_alloc(arena, sizeof *b.assembly)};
    b.assembly->text = from->targets ? text_with_tail(g, from) : from->text;
    b.assembly->clobbers = from->clobbers;
    b.assembly->memory = from->memory;
    b.assembly->operands = arena_array(arena, room, sizeof *b.assembly->operands);
    b.arguments = arena_array(&g->p->body, room, sizeof *b.arguments);
    b.places = arena_array(&g->p->body, from->output_count, sizeof *b.places);
    for (const struct asm_operand *output = from->outputs; output; output = output->next)
        add_output(&b, output, number++);
    number = 0;
    if (from->targets)
        add_way(&b);
    for (const struct asm_operand *input = from->inputs; input; input = input->next)
        add_input(&b, input);
    for (const struct asm_operand *output = from->outputs; output; output = output->next)
        add_in_out(&b, output, number++);
    b.assembly->operand_count = b.operand_count;
    b.assembly->output_count = from->output_count + (from->targets != NULL);
    struct ir_insn *insn = ir_asm(g->f, b.assembly, b.arguments, b.argument_count, from->is_volatile);
    uint32_t count = 0, index = 0;
    for (const struct asm_operand *output = from->outputs; output; output = output->next)
        count += !in_memory(output->constraint);
    struct ir_insn **results = arena_array(&g->p->body, count + (size_t)1, sizeof *results);
    for (const struct asm_operand *output = from->outputs; output; output = output->next)
        if (!in_memory(output->constraint)) {
            results[index] = ir_result(g->f, insn, index, gen_type(output->expr->type));
            index++;
        }
    struct ir_insn *way = from->targets ? ir_result(g->f, insn, index, IR_I32) : NULL;
    index = number = 0;
    for (const struct asm_operand *output = from->outputs; output; output = output->next, number++)
        if (!in_memory(output->constraint))
            gen_store(g, &b.places[number], results[index++]);
    if (way)
        go_on(g, from, way);
}

static struct ir_insn *simple(struct gen *g, const char *text, bool result)
{
    struct arena *arena = &g->p->module->arena;
    struct ir_asm *assembly = arena_alloc(arena, sizeof *assembly);
    assembly->text = text;
    if (result) {
        assembly->operands = arena_alloc(arena, sizeof *assembly->operands);
        assembly->operands[0] = (struct ir_asm_operand){.constraint = "r", .type = IR_I32, .output = true, .reg = -1};
        assembly->operand_count = assembly->output_count = 1;
    }
    struct ir_insn *insn = ir_asm(g->f, assembly, NULL, 0, !result);
    return result ? ir_result(g->f, insn, 0, IR_I32) : NULL;
}

struct ir_insn *gen_thread_pointer(struct gen *g)
{
    return simple(g, "csrr %0, tp", true);
}

void gen_trap(struct gen *g)
{
    simple(g, "brk", false);
    ir_unreachable(g->f);
}
