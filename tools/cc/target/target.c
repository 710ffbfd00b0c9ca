/* The back end: the passes in their order. */
#include "target/target.h"

#include <stdio.h>
#include <string.h>

#include "target/emit.h"
#include "target/passes.h"

static bool wants_dump(const struct target_options *options, char letter)
{
    return options->dump_letters && strchr(options->dump_letters, letter);
}

static void compile_function(struct emitter *emitter, struct ir_function *function)
{
    const struct target_options *options = emitter->options;
    unsigned level = function->calls_setjmp ? 0 : options->level;
    if (!emit_check(emitter, function))
        return;
    function->frame_pointer |= options->frame_pointer;
    target_switch(function);
    if (options->verify)
        ir_check(function, "switch lowering");
    if (level >= 1)
        target_ladder(function);
    target_legalize(function);
    if (options->verify)
        ir_check(function, "legalisation");
    if (level >= 1) {
        target_address(function);
        pass_gvn(function);
        pass_dce(function);
        pass_gcm(function);
        if (level >= 2) { /* what motion has brought together may be equal */
            pass_gvn(function);
            pass_dce(function);
            pass_gcm(function);
        }
        target_step(function);
        if (options->verify)
            ir_check(function, "optimization of the legalised form");
    }
    if (wants_dump(options, 'L'))
        ir_dump_function(stderr, function);
    if (level >= 1)
        target_edges(function);
    struct mach_function *mach = target_select(function, level >= 2 && !options->frame_pointer);
    if (wants_dump(options, 'S'))
        mach_dump(stderr, mach);
    target_measure(mach);
    if (level >= 1)
        target_split(mach);
    target_allocate(mach, level >= 2);
    if (wants_dump(options, 'R'))
        mach_dump(stderr, mach);
    if (level >= 1) {
        target_forward(mach);
        target_wrap(mach);
    }
    target_frame(mach);
    if (level >= 1)
        target_tidy(mach, options->optimize_size || level == 1);
    target_peephole(mach);
    if (wants_dump(options, 'P'))
        mach_dump(stderr, mach);
    emit_function(emitter, mach);
    mach_free(mach);
    arena_free(&function->facts);
}

static void optimize(struct ir_module *module, const struct target_options *options)
{
    const struct optimize_options passes = {.level = options->level,
                                            .size = options->optimize_size,
                                            .dump_letters = options->dump_letters,
                                            .verify = options->verify};
    for (struct ir_function *function = module->functions; function; function = function->next) {
        if (options->verify)
            ir_check(function, "the front end");
        if (wants_dump(options, 'f'))
            ir_dump_function(stderr, function);
    }
    ir_optimize_module(module, &passes);
}

/* A local function is compiled when something that is written refers to it. */
static bool must_compile(const struct ir_symbol *symbol)
{
    return !symbol->emitted && (symbol->linkage != IR_LOCAL || symbol->used || symbol->referenced);
}

static bool compile_wanted(struct emitter *emitter)
{
    bool any = false;
    for (struct ir_function *function = emitter->module->functions; function; function = function->next) {
        if (!must_compile(function->symbol))
            continue;
        function->symbol->emitted = any = true;
        compile_function(emitter, function);
    }
    return any;
}

/* A label that nothing jumps to has gone with its block; its address, if it is taken, is some address of code. */
static void emit_lost_labels(struct emitter *emitter)
{
    const struct writer_class *writer = emitter->writer->class;
    for (struct ir_symbol *symbol = emitter->module->symbols; symbol; symbol = symbol->next) {
        if (symbol->kind != IR_BLOCK_LABEL || symbol->emitted || symbol->object_index < 0)
            continue;
        writer->section(emitter->writer, ".text", SECTION_CODE);
        writer->define(emitter->writer, (unsigned)symbol->object_index);
    }
}

bool target_compile(struct ir_module *module, const struct target_options *options, struct writer *writer,
                    struct diag *diag)
{
    struct emitter emitter = {.module = module, .options = options, .writer = writer, .diag = diag};
    optimize(module, options);
    emit_aliases(&emitter);
    while (compile_wanted(&emitter) || emit_data(&emitter))
        continue;
    emit_lost_labels(&emitter);
    emit_weak(&emitter);
    for (uint32_t i = 0; i < module->top_asm_count; i++) {
        writer->class->section(writer, ".text", SECTION_CODE);
        if (!writer->class->assembly(writer, "asm", 1, module->top_asm[i]))
            emitter.failed = true;
    }
    return !emitter.failed;
}
