#include "target/debug.h"

#include <string.h>

/* ---- Scopes ---- */

/* Runs of instructions of one scope.  What has no place of its own belongs to what stands before it. */
static void find_runs(const struct mach_function *function, struct debug_code *code)
{
    const struct ir_module *module = function->ir->module;
    struct debug_run run = {.scope = function->ir->first_scope};
    for (unsigned pass = 0; pass < 2; pass++) {
        uint32_t count = 0, at = 0;
        run.span.begin = 0;
        run.scope = function->ir->first_scope;
        for (uint32_t b = 0; b < function->block_count; b++)
            for (uint32_t i = 0; i < function->blocks[b].count; i++, at++) {
                uint32_t scope = ir_place_of(module, function->blocks[b].insns[i].loc)->scope;
                if (!scope || scope == run.scope)
                    continue;
                run.span.end = at;
                if (pass == 1)
                    code->runs[count] = run;
                count += run.span.begin != at;
                run.span.begin = at;
                run.scope = scope;
            }
        run.span.end = at;
        if (pass == 1 && run.span.begin != at)
            code->runs[count] = run;
        code->run_count = count += run.span.begin != at;
        code->span.end = at;
        if (pass == 0)
            code->runs = arena_array(&function->ir->module->arena, count + (size_t)1, sizeof *code->runs);
    }
}

/* ---- Objects ---- */

static void find_objects(const struct mach_function *function, struct debug_code *code)
{
    struct ir_function *ir = function->ir;
    uint32_t count = 0;
    for (const struct ir_slot *slot = ir->slots; slot; slot = slot->next)
        count += slot->variable != 0;
    code->objects = arena_array(&ir->module->arena, count, sizeof *code->objects);
    for (const struct ir_slot *slot = ir->slots; slot; slot = slot->next) {
        if (!slot->variable)
            continue;
        struct debug_object *object = &code->objects[code->object_count++];
        object->variable = slot->variable;
        object->scope = slot->scope;
        object->in_frame = slot->placed && !slot->bound && !slot->stale;
        object->offset = slot->offset - (int32_t)function->frame_bytes;
    }
}

/* ---- Labels ---- */

static void want_labels(struct debug_code *code)
{
    code->wanted[code->span.begin] = code->wanted[code->span.end] = 1;
    for (uint32_t i = 0; i < code->run_count; i++)
        code->wanted[code->runs[i].span.begin] = code->wanted[code->runs[i].span.end] = 1;
    for (uint32_t i = 0; i < code->object_count; i++)
        for (uint32_t k = 0; k < code->objects[i].value_count; k++) {
            const struct debug_span *span = &code->objects[i].values[k].span;
            code->wanted[span->begin] = code->wanted[span->end] = 1;
        }
}

static void use_labels(const struct debug_code *code, struct debug_span *span)
{
    span->begin = code->label[span->begin];
    span->end = code->label[span->end];
}

struct debug_code *target_debug(struct mach_function *function)
{
    struct ir_module *module = function->ir->module;
    struct debug *debug = module->debug;
    if (!debug || !function->ir->debug)
        return NULL;
    struct debug_code *code = arena_alloc(&module->arena, sizeof *code);
    code->function = function->ir;
    if (debug->last_code)
        debug->last_code->next = code;
    else
        debug->code = code;
    debug->last_code = code;
    find_runs(function, code);
    find_objects(function, code);
    if (function->debug)
        debug_find_values(function, code);
    code->wanted = arena_array(&function->arena, code->span.end + (size_t)1, 1);
    code->label = arena_array(&function->arena, code->span.end + (size_t)1, sizeof *code->label);
    want_labels(code);
    return code;
}

void debug_finish(struct debug_code *code)
{
    for (uint32_t i = 0; i < code->run_count; i++)
        use_labels(code, &code->runs[i].span);
    for (uint32_t i = 0; i < code->object_count; i++)
        for (uint32_t k = 0; k < code->objects[i].value_count; k++)
            use_labels(code, &code->objects[i].values[k].span);
    use_labels(code, &code->span);
    code->wanted = NULL;
    code->label = NULL;
}
