/* Statements. */
#include "generator.h"
#include <stdio.h>

static unsigned escapes[16], escape_count; /* labels behind the loops around */
static bool may_continue, may_break;

static bool is_writable(const struct place *place)
{
    return place->writable && !(function_is_pure && place->is_global);
}

static bool is_variable(const struct place *place)
{
    return is_writable(place) && place->is_addressable && place->readable;
}

static bool is_walkable(const struct place *place)
{
    return is_variable(place) && place->count > 1 && place->suffix[0] == '\0';
}

static void assign(void)
{
    const struct place *place = some_place(is_writable);
    if (!place)
        return;
    start_line();
    write_place(place);
    out(" = ");
    value(place->type, 4);
    out(";\n");
}

static bool is_counting(const struct place *place)
{
    const struct type_info *type = &types[place->type];
    return is_writable(place) && place->readable && !type->is_float && place->type != TYPE_BOOL &&
           (type->width < 32 || (!type->is_signed && place->bits == type->width));
}

static void step(void)
{
    const struct place *place = some_place(is_counting);
    if (!place)
        return;
    start_line();
    if (chance(30)) {
        unsigned name = new_name();
        out("%s t%u = ", types[place->type].name, name);
        write_place(place);
        out(chance(50) ? "++;\n" : "--;\n");
        push_place(place->type, "t%u", name);
        return;
    }
    out(chance(50) ? "++" : "--");
    write_place(place);
    out(";\n");
}

/* Operators that wrap for unsigned operands; those on bits for signed ones. */
static void assign_compound(void)
{
    static const char *const wrapping[] = {"+=", "-=", "*=", "&=", "|=", "^="};
    const struct place *place = some_place(is_writable);
    if (!place || !place->readable || types[place->type].is_float) {
        step();
        return;
    }
    const struct type_info *type = &types[place->type];
    bool is_wide_signed = type->is_signed && type->width >= 32;
    start_line();
    write_place(place);
    if (is_wide_signed || place->type == TYPE_BOOL) {
        out(" %s ", wrapping[between(3, 5)]);
        full_expr(type->width == 64 ? TYPE_I64 : TYPE_I32, 3);
    } else if (chance(20) && !type->is_signed) {
        unsigned room = place->bits >= 32 ? 31 : 31 - (unsigned)place->bits; /* what promotes to int stays in range */
        out(chance(50) ? " <<= %u" : " >>= %u", pick(room + 1));
    } else if (chance(20)) {
        out(chance(50) ? " /= " : " %%= ");
        out("%d", (int)between(2, 99));
    } else if (type->width <= 16 && chance(50)) {
        out(" %s ", wrapping[pick(6)]);
        expr(TYPE_I32, 14, 3);
    } else {
        out(" %s ", wrapping[pick(6)]);
        full_expr(type->width == 64 ? TYPE_U64 : TYPE_U32, 3);
    }
    out(";\n");
}

static void assign_aggregate(void)
{
    const struct variable *variable = some_variable(-1, function_is_pure);
    if (!variable)
        return;
    start_line();
    out("%s = ", variable->text);
    aggregate_value(variable->aggregate, 3);
    out(";\n");
}

static void mix(const struct place *place)
{
    start_line();
    out(types[place->type].is_float ? "MIX_FLOAT(" : "MIX(");
    write_place(place);
    out(");\n");
}

static void call(void)
{
    const struct function *function = some_function(function_is_pure, -1);
    if (!function) {
        assign();
        return;
    }
    charge(function);
    unsigned name = new_name();
    start_line();
    out("%s r%u = %s(", types[function->result].name, name, function->name);
    arguments(function, 0, 3);
    out(");\n");
    const struct place *result = push_place(function->result, "r%u", name);
    if (!function_is_pure)
        mix(result);
}

static void block(unsigned count, int depth)
{
    struct scope outer = scope_enter();
    statements(count, depth - 1);
    scope_leave(outer);
}

static void branch(int depth)
{
    start_line();
    out("if (");
    condition(3);
    out(") ");
    open_brace();
    block(between(1, 3), depth);
    close_block();
    if (chance(40)) {
        open_block("else ");
        block(between(1, 3), depth);
        close_block();
    }
}

static void leave(void)
{
    if (!may_break)
        return;
    start_line();
    out("if (");
    condition(2);
    if (may_continue && chance(40))
        out(")\n        continue;\n");
    else if (escape_count > 0 && chance(30))
        out(")\n        goto out_%u;\n", escapes[pick(escape_count)]);
    else
        out(")\n        break;\n");
}

static void skip(int depth)
{
    unsigned name = new_name();
    start_line();
    out("if (");
    condition(2);
    out(") goto skip_%u;\n", name);
    start_line();
    open_brace();
    block(2, depth);
    close_block();
    line("skip_%u:;", name);
}

/* ---- switch ---- */

static void switch_case(const char *suffix, long long first, unsigned width, int depth)
{
    if (width > 1)
        open_block("case %lld%s ... %lld%s: ", first, suffix, first + width - 1, suffix);
    else
        open_block("case %lld%s: ", first, suffix);
    block(between(1, 2), depth);
    if (chance(75))
        line("break;");
    close_block();
}

static void default_case(int depth)
{
    open_block("default: ");
    block(1, depth);
    line("break;");
    close_block();
}

static void choose(int depth)
{
    enum type type = (enum type)between(TYPE_I32, TYPE_U64);
    static const char *const suffixes[] = {"", "u", "ll", "ull"};
    static const long long bases[] = {0, 1, -3, 100, -70000, 65536, 2147483600, 4294967290, -4294967296, 1234567890123};
    bool is_wide = type >= TYPE_I64, is_dense = chance(50), was_breaking = may_break;
    long long base = bases[pick(is_wide ? 10 : 6)];
    if (!types[type].is_signed && base < 0)
        base = 7;
    int bits = (int)between(2, 6);
    start_line();
    out("switch (%lld%s + ", base, suffixes[type - TYPE_I32]);
    expr(type, bits, 3);
    out(") ");
    open_brace();
    may_break = false;
    unsigned count = between(1, chance(30) ? 16 : 6), position = pick(count + 3);
    long long next = base - (types[type].is_signed ? 1 << bits : 0) / 2;
    for (unsigned i = 0; i < count; i++) {
        if (i == position)
            default_case(depth);
        unsigned width = chance(15) ? between(2, 9) : 1;
        switch_case(suffixes[type - TYPE_I32], next, width, depth);
        next += width + (is_dense ? 0 : pick(5));
    }
    close_block();
    may_break = was_breaking;
}

/* ---- Loops ---- */

static void loop_body(double rounds, int depth, const char *last)
{
    bool was_breaking = may_break, was_continuing = may_continue;
    double outer = enter_loop(rounds);
    may_break = true;
    may_continue = !last;
    block(between(1, 4), depth);
    if (last)
        line("%s", last);
    may_break = was_breaking;
    may_continue = was_continuing;
    leave_loop(outer);
}

/* Forward or backward with a stride; ends by a comparison of any kind. */
static void count_loop(int depth)
{
    enum type type = integer_type();
    if (type == TYPE_BOOL)
        type = TYPE_I32;
    bool is_signed = types[type].is_signed;
    int stride = chance(60) ? 1 : (int)between(2, 7), rounds = (int)between(1, 12);
    int low = is_signed && chance(30) ? -(int)pick(20) : (int)pick(3), high = low + stride * rounds;
    unsigned name = new_name();
    char counter[16] = "";
    start_line();
    if (chance(60)) {
        const char *compare = chance(50) ? "<" : "!=";
        out("for (%s i%u = %d; i%u %s %d; i%u += %d) ", types[type].name, name, low, name, compare, high, name, stride);
        high -= stride;
    } else if (is_signed) {
        out("for (%s i%u = %d; i%u > %d; i%u -= %d) ", types[type].name, name, high, name, low, name, stride);
        low += stride;
    } else {
        low = 0;
        high = rounds - 1;
        stride = stride == 1 ? 1 : -1;
        if (stride == 1)
            out("for (%s i%u = %d; i%u-- > 0;) ", types[type].name, name, rounds, name);
        else
            out("for (%s i%u = %d; i%u < %d; i%u--) ", types[type].name, name, high, name, rounds, name);
    }
    snprintf(counter, sizeof counter, "i%u", name);
    push_counter(counter, low, high);
    open_brace();
    loop_body(rounds, depth, NULL);
    close_block();
}

/* Counters that pass the end of their type, or of 32 bits. */
static void wrap_loop(int depth)
{
    static const struct {
        const char *head;
        enum type type;
        int bits, rounds;
    } loops[] = {
        {"unsigned char i%u = 250; i%u != 5; i%u++", TYPE_U8, 8, 11},
        {"unsigned char i%u = 3; i%u < 200; i%u -= 1", TYPE_U8, 8, 4},
        {"unsigned short i%u = 65530; i%u > 3; i%u += 3", TYPE_U16, 16, 3},
        {"short i%u = 32760; i%u > 0; i%u++", TYPE_I16, 15, 8},
        {"signed char i%u = -120; i%u < 0; i%u -= 3", TYPE_I8, 7, 3},
        {"unsigned i%u = 0xfffffff0u; i%u != 0; i%u += 4", TYPE_U32, 32, 4},
        {"unsigned i%u = 0xfffffff1u; i%u >= 16; i%u += 6", TYPE_U32, 32, 3},
        {"unsigned i%u = 9; i%u < 10; i%u -= 2", TYPE_U32, 32, 5},
        {"int i%u = 2147483640; i%u < 2147483647; i%u++", TYPE_I32, 31, 7},
        {"int i%u = -2147483647 - 1; i%u <= -2147483641; i%u += 2", TYPE_I32, 31, 4},
        {"long long i%u = 0xfffffffdll; i%u < 0x100000003ll; i%u++", TYPE_I64, 34, 6},
        {"unsigned long long i%u = 2; i%u <= 2; i%u--", TYPE_U64, 64, 3},
        {"unsigned long long i%u = -5ull; i%u; i%u++", TYPE_U64, 64, 5},
        {"int i%u = 1; i%u < 3000; i%u *= 3", TYPE_I32, 31, 8},
        {"int i%u = 1; i%u < 1000; i%u = i%u * 2 + 1", TYPE_I32, 31, 10},
        {"unsigned i%u = 0x80000000u; i%u; i%u >>= 3", TYPE_U32, 32, 11},
        {"int i%u = -1000; i%u; i%u /= 3", TYPE_I32, 31, 7},
        {"unsigned i%u = 1; i%u; i%u <<= 2", TYPE_U32, 32, 16},
        {"long long i%u = 1; i%u < 0x1000000000000ll; i%u *= 17", TYPE_I64, 63, 12},
        {"double i%u = 0; i%u < 3.5; i%u += 0.25", TYPE_DOUBLE, 0, 14},
        {"float i%u = 100; i%u > 1; i%u *= 0.5f", TYPE_FLOAT, 0, 7},
    };
    unsigned which = pick(sizeof loops / sizeof *loops), name = new_name();
    start_line();
    out("for (");
    for (const char *letter = loops[which].head; *letter; letter++) {
        if (letter[0] == '%' && letter[1] == 'u')
            out("%u", name), letter++;
        else
            out("%c", *letter);
    }
    struct place *place = push_place(loops[which].type, "i%u", name);
    place->writable = false;
    place->bits = loops[which].bits;
    out(") ");
    open_brace();
    loop_body(loops[which].rounds, depth, NULL);
    close_block();
}

/* The number of rounds is known when it runs only. */
static void bound_loop(int depth)
{
    unsigned name = new_name();
    int bits = (int)between(2, 4), low = (int)pick(3), stride = (int)between(1, 3), high = (1 << bits) - 1;
    enum type type = chance(50) ? TYPE_I32 : TYPE_U32;
    char counter[16];
    start_line();
    out("%s n%u = ", types[type].name, name);
    expr(TYPE_U32, bits, 3);
    out(";\n");
    struct place *bound = push_place(type, "n%u", name);
    bound->writable = false;
    bound->bits = bits;
    snprintf(counter, sizeof counter, "i%u", name);
    push_counter(counter, low, high);
    start_line();
    if (chance(50)) {
        out("for (%s i%u = %d; i%u %s n%u; i%u += %d) ", chance(50) ? "int" : "unsigned", name, low, name,
            chance(50) ? "<" : "<=", name, name, stride);
        open_brace();
        loop_body((1 << bits) / 2.0, depth, NULL);
        close_block();
    } else {
        char last[40];
        out("int i%u = %d;\n", name, low);
        snprintf(last, sizeof last, "i%u += %d;", name, stride);
        open_block("do ");
        loop_body((1 << bits) / 2.0, depth, last);
        close_block();
        line("while (i%u <= (int)n%u);", name, name);
    }
}

static void walk_loop(int depth)
{
    const struct place *array = some_place(is_walkable);
    if (!array) {
        count_loop(depth);
        return;
    }
    unsigned name = new_name();
    const char *type = types[array->type].name;
    bool is_global = array->is_global;
    double rounds = array->count;
    start_line();
    if (chance(50))
        out("for (%s *q%u = %s; q%u < %s + %u; q%u++) ", type, name, array->text, name, array->text, array->count,
            name);
    else
        out("for (%s *q%u = %s + %u; q%u != %s; q%u -= %s) ", type, name, array->text, array->count - 1, name,
            array->text, name, "1");
    push_place(array->type, "(*q%u)", name)->is_global = is_global;
    open_brace();
    loop_body(rounds, depth, NULL);
    close_block();
}

static void bits_loop(int depth)
{
    unsigned name = new_name();
    start_line();
    out("for (unsigned i%u = ", name);
    expr(TYPE_U32, (int)between(2, 12), 3);
    out(chance(50) ? "; i%u; i%u &= i%u - 1) " : "; i%u; i%u = i%u >> 1 ) ", name, name, name);
    push_place(TYPE_U32, "i%u", name)->writable = false;
    open_brace();
    loop_body(12, depth, NULL);
    close_block();
}

static void loop(int depth)
{
    if (!may_loop(12)) {
        assign();
        return;
    }
    struct scope outer = scope_enter();
    unsigned label = new_name();
    bool is_escape = escape_count < sizeof escapes / sizeof *escapes;
    if (is_escape)
        escapes[escape_count++] = label;
    start_line();
    open_brace();
    switch (pick(8)) {
    case 0:
    case 1:
    case 2: count_loop(depth); break;
    case 3: wrap_loop(depth); break;
    case 4:
    case 5: bound_loop(depth); break;
    case 6: walk_loop(depth); break;
    default: bits_loop(depth); break;
    }
    close_block();
    scope_leave(outer);
    if (is_escape) {
        escape_count--;
        line("out_%u:;", label);
    }
}

/* ---- Variables ---- */

static void local_scalar(void)
{
    enum type type = any_type();
    unsigned name = new_name();
    start_line();
    bool is_volatile = chance(5);
    out("%s%s v%u = ", is_volatile ? "volatile " : "", types[type].name, name);
    value(type, 3);
    out(";\n");
    push_place(type, "v%u", name)->is_addressable = !is_volatile;
}

static void local_array(void)
{
    enum type type = any_type();
    unsigned name = new_name(), count = chance(50) ? 1u << between(1, 4) : between(1, 13), given = pick(count) + 1;
    start_line();
    out("%s v%u[%u] = {", types[type].name, name, count);
    for (unsigned i = 0; i < given && i < 4; i++) {
        value(type, 1);
        out(", ");
    }
    if (given > 6)
        out("[%u] = 3, ", given - 1);
    out("};\n");
    push_place(type, "v%u", name)->count = count;
}

static void local_aggregate(void)
{
    unsigned name = new_name(), aggregate = pick(aggregate_count());
    start_line();
    out("%s v%u = ", aggregate_name(aggregate), name);
    aggregate_value(aggregate, 2);
    out(";\n");
    push_variable(aggregate, false, "v%u", name);
}

static void local_aggregates(void)
{
    unsigned name = new_name(), aggregate = pick(aggregate_count()), count = between(2, 4);
    start_line();
    out("%s v%u[%u] = {", aggregate_name(aggregate), name, count);
    for (unsigned i = 0; i < count; i++) {
        aggregate_value(aggregate, 1);
        out(", ");
    }
    out("};\n");
    const struct counter *counter = some_counter(0, (int)count - 1);
    if (counter)
        push_variable(aggregate, false, "v%u[%s]", name, counter->name);
    push_variable(aggregate, false, "v%u[%u]", name, pick(count));
}

static void local_pointer(void)
{
    const struct place *place = some_place(is_variable);
    if (!place) {
        local_scalar();
        return;
    }
    unsigned name = new_name();
    bool is_global = place->is_global;
    enum type type = place->type;
    start_line();
    out("%s *v%u = &", types[type].name, name);
    write_place(place);
    out(";\n");
    push_place(type, "(*v%u)", name)->is_global = is_global;
}

static void local_aggregate_pointer(void)
{
    const struct variable *variable = some_variable(-1, function_is_pure);
    if (!variable) {
        local_aggregate();
        return;
    }
    unsigned name = new_name();
    line("%s *v%u = &%s;", aggregate_name(variable->aggregate), name, variable->text);
    push_variable(variable->aggregate, variable->is_global, "(*v%u)", name);
}

static void local_variable(void)
{
    switch (pick(10)) {
    case 0:
    case 1: local_array(); break;
    case 2: local_aggregate(); break;
    case 3: local_pointer(); break;
    case 4: local_aggregate_pointer(); break;
    case 5: local_aggregates(); break;
    default: local_scalar(); break;
    }
}

void locals(void)
{
    for (unsigned i = between(2, 6); i > 0; i--)
        local_variable();
}

static void mix_place(const struct place *place, const char *before, const char *after)
{
    if (!place->readable)
        return;
    const char *function = types[place->type].is_float ? "bits_of" : "(u64)";
    if (place->count == 0) {
        line("%s%s(%s)%s;", before, function, place->text, after);
        return;
    }
    line("for (int k = 0; k < %u; k++)", place->count);
    line("    %s%s(%s[k]%s)%s;", before, function, place->text, place->suffix, after);
}

void mix_places(struct scope since)
{
    struct scope all = scope_enter();
    for (unsigned i = since.places; i < all.places; i++)
        mix_place(place_at(i), "MIX(", ")");
}

unsigned fold_places(struct scope since)
{
    struct scope all = scope_enter();
    unsigned name = new_name();
    char before[40];
    line("u64 t%u = 1;", name);
    snprintf(before, sizeof before, "t%u = t%u * 31 + ", name, name);
    for (unsigned i = since.places; i < all.places; i++)
        mix_place(place_at(i), before, "");
    return name;
}

void statements(unsigned count, int depth)
{
    while (count-- > 0) {
        charge(NULL);
        unsigned kind = depth > 0 ? pick(20) : pick(9);
        switch (kind) {
        case 0:
        case 1:
        case 2: assign(); break;
        case 3:
        case 4: assign_compound(); break;
        case 5: step(); break;
        case 6: assign_aggregate(); break;
        case 7: leave(); break;
        case 8: call(); break;
        case 9:
        case 10: branch(depth); break;
        case 11: choose(depth); break;
        case 12: skip(depth); break;
        case 13: local_variable(); break;
        case 14:
        case 15: call(); break;
        default: loop(depth); break;
        }
    }
}
