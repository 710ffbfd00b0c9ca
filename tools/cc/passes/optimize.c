/* The passes over the IR, in their order. */
#include "passes/passes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct pass {
    char letter;
    const char *name;
    unsigned level; /* lowest -O level that runs it */
    void (*run)(struct ir_function *function);
} passes[] = {
    {'c', "simplify_cfg", 1, pass_simplify_cfg},
    {'m', "mem2reg", 1, pass_mem2reg},
    {'g', "gvn", 1, pass_gvn},
    {'d', "dce", 1, pass_dce},
    {'c', "simplify_cfg", 1, pass_simplify_cfg},
    {'t', "tail_recursion", 2, pass_tail_recursion},
    {'g', "gvn", 2, pass_gvn},
    {'e', "dse", 2, pass_dse},
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

void ir_optimize(struct ir_function *function, const struct optimize_options *options)
{
    for (unsigned i = 0; i < sizeof passes / sizeof *passes; i++) {
        if (options->level < passes[i].level)
            continue;
        passes[i].run(function);
        if (options->verify)
            ir_check(function, passes[i].name);
        if (options->dump_letters && strchr(options->dump_letters, passes[i].letter))
            ir_dump_function(stderr, function);
    }
}
