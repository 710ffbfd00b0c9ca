/* Types, and what can be named where. */
#include "generator.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct type_info types[] = {
#define T(name, spelling, width, is_signed, is_float) {spelling, width, is_signed, is_float},
    TYPES(T)
#undef T
};

#define PLACES_MAX     600
#define AGGREGATES_MAX 6

static struct place places[PLACES_MAX];
static struct counter counters[32];
static struct variable variables[64];
static struct scope now;
static struct aggregate aggregates[AGGREGATES_MAX];
static unsigned aggregates_made, names;

struct scope scope_enter(void)
{
    return now;
}

void scope_leave(struct scope outer)
{
    now = outer;
}

unsigned new_name(void)
{
    return ++names;
}

struct place *push_place(enum type type, const char *format, ...)
{
    if (now.places == PLACES_MAX) {
        fputs("random_c: too many places\n", stderr);
        exit(1);
    }
    struct place *place = &places[now.places++];
    *place = (struct place){.type = type,
                            .bits = types[type].width - types[type].is_signed,
                            .readable = true,
                            .writable = true,
                            .is_addressable = true};
    va_list list;
    va_start(list, format);
    vsnprintf(place->text, sizeof place->text, format, list);
    va_end(list);
    return place;
}

void push_counter(const char *name, int low, int high)
{
    if (now.counters == sizeof counters / sizeof *counters)
        return;
    struct counter *counter = &counters[now.counters++];
    snprintf(counter->name, sizeof counter->name, "%s", name);
    counter->low = low;
    counter->high = high;
}

/* Members of unions that not every pattern of bits is a value of are written only. */
static void push_members(unsigned number, bool is_global, const char *text)
{
    const struct aggregate *aggregate = &aggregates[number];
    for (unsigned i = 0; i < aggregate->field_count; i++) {
        const struct field *field = &aggregate->fields[i];
        char member[TEXT_MAX];
        if (snprintf(member, sizeof member, "%s.m%u", text, i) >= TEXT_MAX)
            continue;
        if (field->kind == FIELD_AGGREGATE) {
            push_members(field->count, is_global, member);
            continue;
        }
        struct place *place = push_place(field->type, "%s", member);
        place->is_global = is_global;
        place->is_addressable = !aggregate->is_union && field->kind != FIELD_BITS;
        place->readable = !aggregate->is_union || !types[field->type].is_float;
        if (field->kind == FIELD_ARRAY)
            place->count = field->count;
        else if (field->kind == FIELD_BITS)
            place->bits = (int)field->count - types[field->type].is_signed;
    }
}

void push_variable(unsigned aggregate, bool is_global, const char *format, ...)
{
    if (now.variables == sizeof variables / sizeof *variables)
        return;
    struct variable *variable = &variables[now.variables++];
    variable->aggregate = aggregate;
    variable->is_global = is_global;
    va_list list;
    va_start(list, format);
    vsnprintf(variable->text, sizeof variable->text, format, list);
    va_end(list);
    push_members(aggregate, is_global, variable->text);
}

/* Tries a few, the latest of three at random: what is near is used more often. */
const struct place *some_place(bool (*fits)(const struct place *place))
{
    for (unsigned tries = 0; tries < 20 && now.places > 0; tries++) {
        unsigned which = pick(now.places), other = pick(now.places);
        const struct place *place = &places[which > other ? which : other];
        if (fits(place))
            return place;
    }
    return NULL;
}

const struct place *place_at(unsigned index)
{
    return &places[index];
}

const struct counter *some_counter(int low, int high)
{
    for (unsigned tries = 0; tries < 4 && now.counters > 0; tries++) {
        const struct counter *counter = &counters[pick(now.counters)];
        if (counter->low >= low && counter->high <= high)
            return counter;
    }
    return NULL;
}

const struct variable *some_variable(int aggregate, bool local_only)
{
    for (unsigned tries = 0; tries < 10 && now.variables > 0; tries++) {
        const struct variable *variable = &variables[pick(now.variables)];
        if ((aggregate < 0 || variable->aggregate == (unsigned)aggregate) && !(local_only && variable->is_global))
            return variable;
    }
    return NULL;
}

static bool is_index(const struct place *place)
{
    return place->readable && place->count == 0 && !types[place->type].is_float;
}

static void write_index(unsigned count)
{
    int last = (int)count - 1;
    const struct counter *counter = some_counter(0, last);
    if (counter && chance(80)) {
        if (chance(70))
            out("%s", counter->name);
        else
            out("%d - %s", last, counter->name);
        return;
    }
    const struct counter *half = some_counter(0, last / 2);
    const struct place *place = some_place(is_index);
    if (half && chance(60))
        out(chance(50) ? "%s * 2" : "%s + %d", half->name, last / 2);
    else if (!place || chance(30))
        out("%u", pick(count));
    else if (count & (count - 1))
        out("(unsigned)%s %% %uu", place->text, count);
    else
        out("%s & %d", place->text, last);
}

void write_place(const struct place *place)
{
    out("%s", place->text);
    if (place->count > 0) {
        out("[");
        write_index(place->count);
        out("]%s", place->suffix);
    }
}

enum type any_type(void)
{
    return (enum type)pick(TYPE_COUNT);
}

enum type integer_type(void)
{
    return (enum type)pick(TYPE_FLOAT);
}

enum type computing_type(void)
{
    return (enum type)between(TYPE_I32, TYPE_DOUBLE);
}

unsigned aggregate_count(void)
{
    return aggregates_made;
}

const struct aggregate *aggregate_number(unsigned number)
{
    return &aggregates[number];
}

const char *aggregate_name(unsigned number)
{
    static char texts[4][20];
    static unsigned turn;
    char *text = texts[turn++ % 4];
    snprintf(text, sizeof texts[0], "%s S%u", aggregates[number].is_union ? "union" : "struct", number);
    return text;
}

/* _Bool in a union may hold what is no value of it. */
static struct field any_field(bool in_union)
{
    struct field field = {.kind = FIELD_SCALAR, .type = any_type(), .count = 0};
    if (in_union && field.type == TYPE_BOOL)
        field.type = TYPE_U8;
    unsigned shape = pick(10);
    if (shape < 3) {
        enum type bases[] = {TYPE_I32, TYPE_U32, TYPE_U8, TYPE_U16, TYPE_I16, TYPE_I8, TYPE_BOOL};
        field.kind = FIELD_BITS;
        field.type = bases[pick(in_union ? 6 : 7)];
        field.count = between(types[field.type].is_signed ? 2 : 1, (unsigned)types[field.type].width);
    } else if (shape < 5) {
        field.kind = FIELD_ARRAY;
        field.count = between(1, field.type <= TYPE_U16 ? 9 : 3);
        if (field.type == TYPE_BOOL)
            field.type = TYPE_I8;
    } else if (shape == 5 && aggregates_made > 0 && !in_union) {
        field.kind = FIELD_AGGREGATE;
        field.count = aggregates_made - 1;
    }
    return field;
}

static void declare_field(const struct field *field, unsigned number)
{
    if (field->kind == FIELD_AGGREGATE)
        line("    %s m%u;", aggregate_name(field->count), number);
    else if (field->kind == FIELD_ARRAY)
        line("    %s m%u[%u];", types[field->type].name, number, field->count);
    else if (field->kind == FIELD_BITS)
        line("    %s m%u : %u;", types[field->type].name, number, field->count);
    else
        line("    %s m%u;", types[field->type].name, number);
}

void make_aggregates(void)
{
    unsigned count = between(2, AGGREGATES_MAX);
    for (unsigned i = 0; i < count; i++) {
        struct aggregate *aggregate = &aggregates[i];
        aggregate->is_union = chance(25);
        aggregate->field_count = between(1, chance(50) ? 3 : 6);
        for (unsigned k = 0; k < aggregate->field_count; k++)
            aggregate->fields[k] = any_field(aggregate->is_union);
        line("%s {", aggregate_name(i));
        for (unsigned k = 0; k < aggregate->field_count; k++)
            declare_field(&aggregate->fields[k], k);
        line("};");
        aggregates_made = i + 1;
    }
}
