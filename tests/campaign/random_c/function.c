/* Functions: their signatures, who may call whom, and what a call costs, so that programs end. */
#include "generator.h"
#include <stdio.h>
#include <stdlib.h>

#define FUNCTIONS_MAX 128
#define COST_MAX      40000.0 /* of one call of a function */

bool function_is_pure;

static struct function functions[FUNCTIONS_MAX];
static unsigned made, callable_from[FUNCTIONS_MAX], callable;
static double cost, rounds = 1; /* of the function being written; of the loops around */
static struct scope outside;

struct function *new_function(const char *prefix)
{
    if (made == FUNCTIONS_MAX) {
        fputs("random_c: too many functions\n", stderr);
        exit(1);
    }
    struct function *function = &functions[made++];
    *function = (struct function){
        .result = chance(40) ? any_type() : computing_type(), .result_aggregate = -1, .is_pure = true};
    snprintf(function->name, sizeof function->name, "%s_%u", prefix, new_name());
    return function;
}

void add_parameters(struct function *function, unsigned count)
{
    while (count-- > 0 && function->parameter_count < PARAMETERS_MAX) {
        struct parameter *parameter = &function->parameters[function->parameter_count++];
        unsigned kind = pick(10);
        *parameter = (struct parameter){.kind = PARAMETER_SCALAR, .type = any_type()};
        parameter->bits = types[parameter->type].width - types[parameter->type].is_signed;
        if (kind == 0) {
            parameter->kind = PARAMETER_ARRAY;
            parameter->count = between(1, 8);
        } else if (kind < 3) {
            parameter->kind = PARAMETER_AGGREGATE;
            parameter->count = pick(aggregate_count());
        }
    }
}

void return_type(const struct function *function)
{
    if (function->result_aggregate >= 0)
        out("%s", aggregate_name((unsigned)function->result_aggregate));
    else
        out("%s", types[function->result].name);
}

void declare(const struct function *function, const char *ending)
{
    return_type(function);
    out(" %s(", function->name);
    for (unsigned i = 0; i < function->parameter_count; i++) {
        const struct parameter *parameter = &function->parameters[i];
        out(i > 0 ? ", " : "");
        if (parameter->kind == PARAMETER_AGGREGATE)
            out("%s p%u", aggregate_name(parameter->count), i);
        else
            out("%s%s %sp%u", parameter->kind == PARAMETER_ARRAY && function->is_pure ? "const " : "",
                types[parameter->type].name, parameter->kind == PARAMETER_ARRAY ? "*" : "", i);
    }
    if (function->is_variadic)
        out("%sconst char *kinds, ...", function->parameter_count > 0 ? ", " : "");
    else if (function->parameter_count == 0)
        out("void");
    out(")%s", ending);
}

static void push_parameters(const struct function *function)
{
    for (unsigned i = 0; i < function->parameter_count; i++) {
        const struct parameter *parameter = &function->parameters[i];
        if (parameter->kind == PARAMETER_AGGREGATE) {
            push_variable(parameter->count, false, "p%u", i);
            continue;
        }
        struct place *place = push_place(parameter->type, "p%u", i);
        place->bits = parameter->bits;
        place->writable = false;
        if (parameter->kind == PARAMETER_ARRAY) {
            place->count = parameter->count;
            place->bits = types[parameter->type].width - types[parameter->type].is_signed;
            place->writable = place->is_global = !function->is_pure;
        } else if (parameter->bits == types[parameter->type].width - types[parameter->type].is_signed) {
            place->writable = true;
        }
    }
}

void begin_function(struct function *function)
{
    static const char *const linkages[] = {"static ", "static __attribute__((noinline)) ", "static inline ", "static "};
    outside = scope_enter();
    out("\n%s", function->linkage ? function->linkage : linkages[pick(4)]);
    declare(function, "\n");
    open_block("%s", "");
    push_parameters(function);
    function_is_pure = function->is_pure;
    cost = 3;
    rounds = 1;
}

void finish_function(struct function *function)
{
    close_block();
    scope_leave(outside);
    function->cost = cost;
}

void publish(const struct function *function)
{
    callable_from[callable++] = (unsigned)(function - functions);
}

void return_value(const struct function *function, int depth)
{
    start_line();
    out("return ");
    if (function->result_aggregate >= 0)
        aggregate_value((unsigned)function->result_aggregate, depth);
    else
        value(function->result, depth);
    out(";\n");
}

void return_all(const struct function *function)
{
    if (function->result_aggregate >= 0) {
        return_value(function, 3);
        return;
    }
    unsigned fold = fold_places(outside);
    line("NOTE(t%u);", fold);
    start_line();
    out(types[function->result].is_float ? "return tame((int)t%u / 8 + " : "return t%u ^ (u64)(", fold);
    value(function->result, 2);
    out(");\n");
}

static bool affordable(const struct function *function)
{
    return cost + function->cost * rounds < COST_MAX;
}

const struct function *some_function(bool pure, int result)
{
    for (unsigned tries = 0; tries < 12 && callable > 0; tries++) {
        const struct function *function = &functions[callable_from[pick(callable)]];
        if ((function->is_pure || !pure) && function->result_aggregate < 0 && affordable(function) &&
            (result < 0 || function->result == (enum type)result))
            return function;
    }
    return NULL;
}

const struct function *some_aggregate_function(unsigned aggregate)
{
    for (unsigned tries = 0; tries < 12 && callable > 0; tries++) {
        const struct function *function = &functions[callable_from[pick(callable)]];
        if (function->is_pure && function->result_aggregate == (int)aggregate && affordable(function))
            return function;
    }
    return NULL;
}

void charge(const struct function *function)
{
    cost += (function ? function->cost : 1) * rounds;
}

bool may_loop(double count)
{
    return cost + 8 * count * rounds < COST_MAX;
}

double enter_loop(double count)
{
    double outer = rounds;
    rounds *= count;
    cost += rounds;
    return outer;
}

void leave_loop(double outer)
{
    rounds = outer;
}
