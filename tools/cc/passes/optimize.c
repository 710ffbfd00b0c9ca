/* The passes over the IR, in their order. */
#include "passes/passes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pass {
    char letter;
    const char *name;
    unsigned level; /* lowest -O level that runs it */
    void (*run)(struct ir_function *function);
};

/* Before a function is inlined into others, and after others have been inlined into it. */
static const struct pass early_passes[] = {
    {'c', "simplify_cfg", 1, pass_simplify_cfg},
    {'n', "library", 2, pass_library},
    {'x', "scalars", 2, pass_scalars},
    {'m', "mem2reg", 1, pass_mem2reg},
    {'g', "gvn", 1, pass_gvn},
    {'d', "dce", 1, pass_dce},
    {'c', "simplify_cfg", 1, pass_simplify_cfg},
    {'t', "tail_recursion", 2, pass_tail_recursion},
};

/* Once, when nothing more is inlined. */
static const struct pass late_passes[] = {
    {'v', "divide", 2, pass_divide},
    {'b', "ranges", 2, pass_ranges},
    {'j', "thread", 2, pass_thread},
    {'g', "gvn", 2, pass_gvn},
    {'k', "choose", 2, pass_choose},
    {'e', "dse", 2, pass_dse},
    {'d', "dce", 2, pass_dce},
    {'c', "simplify_cfg", 2, pass_simplify_cfg},
    {'h', "rotate", 2, pass_rotate},
    {'g', "gvn", 2, pass_gvn},
    {'i', "licm", 2, pass_licm},
    {'p', "promote", 2, pass_promote},
    {'s', "induction", 2, pass_induction},
    {'g', "gvn", 2, pass_gvn},
    {'d', "dce", 2, pass_dce},
    {'c', "simplify_cfg", 2, pass_simplify_cfg},
};

void ir_check(struct ir_function *function, const char *after)
{
    const char *problem = ir_verify(function);
    if (!problem)
        return;
    fprintf(stderr, "peach-cc: internal error: after %s: %s\n", after, problem);
    ir_dump_function(stderr, function);
    abort();
}

static void run_passes(struct ir_function *function, const struct optimize_options *options, const struct pass *passes,
                       size_t count)
{
    for (size_t i = 0; i < count && !function->calls_setjmp; i++) {
        if (options->level < passes[i].level)
            continue;
        passes[i].run(function);
        if (options->verify)
            ir_check(function, passes[i].name);
        if (options->dump_letters && strchr(options->dump_letters, passes[i].letter))
            ir_dump_function(stderr, function);
    }
}

void ir_optimize_early(struct ir_function *function, const struct optimize_options *options)
{
    run_passes(function, options, early_passes, sizeof early_passes / sizeof *early_passes);
}

void ir_optimize_late(struct ir_function *function, const struct optimize_options *options)
{
    run_passes(function, options, late_passes, sizeof late_passes / sizeof *late_passes);
}
