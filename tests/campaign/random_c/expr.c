/* Expressions. Operands of signed operators are kept so small that the result is in range. */
#include "generator.h"

static bool is_signed(enum type type)
{
    return types[type].is_signed;
}

/* Bits of a value of the type: all its values lie in [-2^bits, 2^bits), or [0, 2^bits). */
static int full_bits(enum type type)
{
    return types[type].width - types[type].is_signed;
}

static unsigned long long low_bits(int bits)
{
    return bits >= 64 ? ~0ull : (1ull << bits) - 1;
}

static const char *suffix_of(enum type type)
{
    return type == TYPE_I64 ? "ll" : type == TYPE_U64 ? "ull" : is_signed(type) ? "" : "u";
}

static void float_constant(enum type type)
{
    static const char *const odd[] = {"0.1", "1e10", "-0.0", "3.0e-7", "1.0000001", "0x1.8p-3", "16777217.0"};
    const char *suffix = type == TYPE_FLOAT ? "f" : "";
    if (chance(30))
        out("%s%s", odd[pick(sizeof odd / sizeof *odd)], suffix);
    else
        out("%d.%s%s", (int)pick(2001) - 1000, chance(50) ? "5" : chance(50) ? "0" : "125", suffix);
}

void constant(enum type type, int bits)
{
    if (types[type].is_float) {
        float_constant(type);
        return;
    }
    if (chance(60) && bits > 8)
        bits = 8;
    unsigned long long magnitude = random_bits() & low_bits(bits);
    if (chance(10))
        magnitude = low_bits(bits);
    const char *suffix = suffix_of(type);
    if (is_signed(type) && chance(40))
        out("(-%llu%s - %d)", magnitude, suffix, chance(50));
    else if (type == TYPE_U64 && chance(20))
        out("%llu%s", magnitude, suffix);
    else
        out(chance(50) ? "0x%llx%s" : "%llu%s", magnitude, suffix);
}

static bool is_integer_place(const struct place *place)
{
    return place->readable && !types[place->type].is_float;
}

static bool is_float_place(const struct place *place)
{
    return place->readable && types[place->type].is_float;
}

/* What reading a place of bits as the type gives. */
static int converted_bits(const struct place *place, enum type type)
{
    int full = full_bits(type);
    if (!is_signed(type) && is_signed(place->type))
        return full;
    return place->bits < full ? place->bits : full;
}

static void write_cast_place(const struct place *place, enum type type)
{
    bool promotes = type == TYPE_I32 && place->bits < 32 && types[place->type].width < 32;
    if (!promotes)
        out("(%s)", types[type].name);
    write_place(place);
}

static void integer_place(enum type type, int bits)
{
    int limit = (int)low_bits(bits < 24 ? bits : 24);
    const struct counter *counter = some_counter(is_signed(type) || bits == full_bits(type) ? -limit : 0, limit);
    if (counter && chance(50)) {
        out("(%s)%s", types[type].name, counter->name);
        return;
    }
    const struct place *place = some_place(is_integer_place);
    if (!place || chance(12)) {
        constant(type, bits);
        return;
    }
    int got = converted_bits(place, type);
    if (got <= bits) {
        write_cast_place(place, type);
        return;
    }
    out("(");
    write_cast_place(place, type);
    switch (pick(3)) {
    case 0: out(" & 0x%llx)", low_bits(bits)); break;
    case 1: out(" >> %d)", full_bits(type) - bits); break;
    default: out(" %% %llu%s)", 1 + (random_bits() & low_bits(bits - 1)), suffix_of(type)); break;
    }
}

static void binary(const char *operator, enum type a, int a_bits, enum type b, int b_bits, int depth)
{
    out("(");
    expr(a, a_bits, depth - 1);
    out(" %s ", operator);
    expr(b, b_bits, depth - 1);
    out(")");
}

/* A second operand that the usual conversions bring to the type. */
static enum type narrower(enum type type)
{
    if (chance(60))
        return type;
    if (type == TYPE_U64)
        return (enum type)between(TYPE_I32, TYPE_U64);
    return type == TYPE_I64 ? (enum type)between(TYPE_I32, TYPE_U32) : TYPE_I32;
}

static int at_most(enum type type, int bits)
{
    return bits < full_bits(type) ? bits : full_bits(type);
}

static void call_for(enum type type, int bits, int depth)
{
    const struct function *function = depth > 1 ? some_function(true, (int)type) : NULL;
    if (!function || bits < full_bits(type)) {
        integer_place(type, bits);
        return;
    }
    charge(function);
    out("%s(", function->name);
    arguments(function, 0, depth - 1);
    out(")");
}

static void select_one(enum type type, int bits, int depth)
{
    out("(");
    condition(depth - 1);
    out(" ? ");
    expr(type, bits, depth - 1);
    out(" : ");
    expr(type, bits, depth - 1);
    out(")");
}

/* A statement expression with a value used twice. */
static void let(enum type type, int bits, int depth)
{
    unsigned name = new_name();
    out("({ %s t%u = ", types[type].name, name);
    expr(type, bits - 1, depth - 1);
    switch (pick(3)) {
    case 0: out("; t%u + t%u; })", name, name); break;
    case 1: out("; t%u < 0 ? -t%u : t%u; })", name, name, name); break;
    default:
        out("; t%u > %d ? t%u : %d; })", name, (int)low_bits(bits - 1 > 6 ? 6 : bits - 1), name, bits > 7 ? 99 : 0);
    }
}

/* The type that the operand has after promotion is seen by _Generic; arrays in literals. */
static void oddity(enum type type, int bits, int depth)
{
    if (bits < 8) {
        out("(%s)(sizeof(", types[type].name);
        full_expr(computing_type(), 1);
        out(") %% 2)");
    } else if (chance(50)) {
        out("(%s)_Generic(", types[type].name);
        const struct place *place = some_place(is_integer_place);
        if (place)
            write_place(place);
        out(place ? " + " : "");
        full_expr(computing_type(), depth - 1);
        out(", int: 1, unsigned: 2, long: 3, unsigned long: 4, long long: 5, unsigned long long: 6, float: 7, default: "
            "8)");
    } else {
        out("((%s[]){", types[type].name);
        for (int i = 0; i < 4; i++) {
            expr(type, bits, depth - 2);
            out(", ");
        }
        out("})[");
        expr(TYPE_U32, 2, depth - 1);
        out("]");
    }
}

static void from_float(enum type type, int depth)
{
    const struct place *place = some_place(is_float_place);
    out("(%s)", types[type].name);
    if (type == TYPE_I64 && place && chance(50)) {
        write_place(place);
        return;
    }
    out(type == TYPE_I32   ? "to_int("
        : type == TYPE_U32 ? "to_unsigned("
        : type == TYPE_I64 ? "to_long_long("
                           : "to_unsigned_long_long(");
    expr(chance(60) ? TYPE_DOUBLE : TYPE_FLOAT, 0, depth - 1);
    out(")");
}

/* Division by what is a constant, or one more than something small and not negative. */
static void quotient(enum type type, int bits, int depth)
{
    out("(");
    expr(type, bits, depth - 1);
    out(chance(50) ? " / " : " %% ");
    if (chance(60)) {
        out(is_signed(type) && chance(30) ? "-%llu)" : "%llu)", 2 + (random_bits() & low_bits(chance(70) ? 5 : 20)));
    } else {
        out("((");
        full_expr(type, depth - 1);
        out(" & 63) + 1))");
    }
}

static void signed_expr(enum type type, int bits, int depth)
{
    int full = full_bits(type), k;
    enum type second = narrower(type);
    switch (pick(19)) {
    case 0: binary("+", type, bits - 1, second, at_most(second, bits - 1), depth); break;
    case 1: binary("-", type, bits - 1, second, at_most(second, bits - 1), depth); break;
    case 2:
        k = (int)between(1, (unsigned)bits - 1) + 1;
        binary("*", type, k - 1, second, at_most(second, bits - k), depth);
        break;
    case 3: quotient(type, bits, depth); break;
    case 4: binary("&", type, bits, second, at_most(second, bits), depth); break;
    case 5: binary("|", type, bits, second, at_most(second, bits), depth); break;
    case 6: binary("^", type, bits, second, at_most(second, bits), depth); break;
    case 7:
        out("- ");
        expr(type, bits - 1, depth - 1);
        break;
    case 8:
        out("~");
        expr(type, bits, depth - 1);
        break;
    case 9:
        k = (int)pick((unsigned)bits);
        out("((");
        expr(type, full, depth - 1);
        out(" & 0x%llx) << %d)", low_bits(bits - k), k);
        break;
    case 10:
        k = (int)pick((unsigned)(full - bits + 1));
        out("(");
        expr(type, bits + k, depth - 1);
        out(" >> %d)", k);
        break;
    case 11:
        out(type == TYPE_I64 ? "(long long)(" : "(");
        condition(depth);
        out(")");
        break;
    case 12: select_one(type, bits, depth); break;
    case 13: let(type, bits, depth); break;
    case 14: oddity(type, bits, depth); break;
    case 15:
        if (bits == full)
            from_float(type, depth);
        else
            integer_place(type, bits);
        break;
    case 16:
        out("(%s)", types[type].name);
        second = chance(50) ? TYPE_U32 : TYPE_U64;
        expr(second, at_most(second, bits), depth - 1);
        break;
    default: call_for(type, bits, depth); break;
    }
}

/* All operators wrap: only results that must be small are made so. */
static void unsigned_expr(enum type type, int bits, int depth)
{
    static const char *const operators[] = {"+", "-", "*", "&", "|", "^", "+", "*"};
    int width = types[type].width, k;
    enum type second = narrower(type);
    if (bits < width) {
        out("(");
        expr(type, width, depth - 1);
        out(chance(50) ? " & 0x%llx)" : " %% 0x%llx)", low_bits(bits) + (bits == 0));
        return;
    }
    switch (pick(16)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
    case 5: binary(operators[pick(8)], type, width, second, full_bits(second), depth); break;
    case 6:
        out("(");
        expr(type, width, depth - 1);
        out(chance(50) ? " / (" : " %% (");
        expr(type, width, depth - 1);
        out(" | 1))");
        break;
    case 7:
        k = (int)between(1, (unsigned)width - 1);
        out("(");
        expr(type, width, depth - 1);
        out(chance(50) ? " << %d)" : " >> %d)", k);
        break;
    case 8:
        out("(");
        expr(type, width, depth - 1);
        out(chance(50) ? " << (" : " >> (");
        expr(TYPE_U32, 32, depth - 1);
        out(" & %d))", width - 1);
        break;
    case 9:
        out("%s", chance(50) ? "- " : "~");
        expr(type, width, depth - 1);
        break;
    case 10: {
        unsigned name = new_name();
        k = (int)between(1, (unsigned)width - 1);
        out("({ %s t%u = ", types[type].name, name);
        expr(type, width, depth - 1);
        out("; t%u << %d | t%u >> %d; })", name, k, name, width - k);
        break;
    }
    case 11: select_one(type, width, depth); break;
    case 12: from_float(type, depth); break;
    case 13:
        out("(%s)", types[type].name);
        expr((enum type)between(TYPE_I32, TYPE_U64), 31, depth - 1);
        break;
    case 14: oddity(type, width, depth); break;
    default: call_for(type, width, depth); break;
    }
}

static void builtin(enum type type, int depth)
{
    static const char *const counts[] = {"popcount", "clz", "ctz", "ffs", "parity", "clrsb"};
    unsigned which = pick(6);
    bool wide = chance(40);
    out("(%s)__builtin_%s%s(", types[type].name, counts[which], wide ? "ll" : "");
    full_expr(which == 5 || which == 3 ? (wide ? TYPE_I64 : TYPE_I32) : wide ? TYPE_U64 : TYPE_U32, depth - 1);
    out(" | 1)");
}

static void float_expr(enum type type, int depth)
{
    static const char *const operators[] = {"+", "-", "*"};
    const struct function *function = depth > 1 && chance(25) ? some_function(true, (int)type) : NULL;
    const struct place *place = some_place(is_float_place);
    if (function) {
        charge(function);
        out("%s(", function->name);
        arguments(function, 0, depth - 1);
        out(")");
        return;
    }
    switch (depth <= 0 ? 6 + pick(2) : pick(8)) {
    case 0:
    case 1:
    case 2: binary(operators[pick(3)], type, 0, chance(80) ? type : TYPE_I32, 31, depth); break;
    case 3:
        out("(");
        expr(type, 0, depth - 1);
        out(" / (%s)(", types[type].name);
        expr(TYPE_U32, 10, depth - 1);
        out(" + 1))");
        break;
    case 4: select_one(type, 0, depth); break;
    case 5:
        out("(%s)", types[type].name);
        full_expr((enum type)between(TYPE_I32, TYPE_DOUBLE), depth - 1);
        break;
    default:
        if (!place || chance(20)) {
            float_constant(type);
        } else {
            out("(%s)", types[type].name);
            write_place(place);
        }
    }
}

void expr(enum type type, int bits, int depth)
{
    if (types[type].is_float)
        float_expr(type, depth);
    else if (bits <= 0)
        out("0%s", suffix_of(type));
    else if (depth <= 0 || bits < 2)
        integer_place(type, bits);
    else if (chance(6) && bits >= 7)
        builtin(type, depth);
    else if (chance(6))
        quotient(type, bits, depth);
    else if (is_signed(type))
        signed_expr(type, bits, depth);
    else
        unsigned_expr(type, bits, depth);
}

void full_expr(enum type type, int depth)
{
    expr(type, full_bits(type), depth);
}

/* Any two types compare, with the usual conversions. */
void condition(int depth)
{
    static const char *const comparisons[] = {"<", ">", "<=", ">=", "==", "!="};
    enum type type = computing_type(), other = chance(70) ? type : computing_type();
    switch (pick(8)) {
    case 0:
        out("(");
        condition(depth - 1 > 2 ? 2 : depth - 1);
        out(chance(50) ? " && " : " || ");
        condition(depth - 1 > 2 ? 2 : depth - 1);
        out(")");
        break;
    case 1:
        out("!");
        full_expr(type, depth - 1);
        break;
    case 2:
        out("(");
        full_expr((enum type)between(TYPE_I32, TYPE_U64), depth - 1);
        out(" & %d)", 1 << pick(8));
        break;
    default: binary(comparisons[pick(6)], type, full_bits(type), other, full_bits(other), depth); break;
    }
}

void value(enum type type, int depth)
{
    if (types[type].is_float) {
        out("tame(");
        expr(type == TYPE_FLOAT || chance(30) ? TYPE_FLOAT : TYPE_DOUBLE, 0, depth);
        out(")");
    } else if (type == TYPE_BOOL && chance(50)) {
        condition(depth);
    } else {
        full_expr((enum type)between(TYPE_I32, TYPE_U64), depth);
    }
}

/* A variable, a literal, or what a function makes of a number. */
void aggregate_value(unsigned number, int depth)
{
    const struct variable *variable = some_variable((int)number, false);
    const struct function *function = depth > 0 && chance(40) ? some_aggregate_function(number) : NULL;
    if (function) {
        charge(function);
        out("%s(", function->name);
        arguments(function, 0, depth - 1);
        out(")");
    } else if (variable && chance(80)) {
        out("%s", variable->text);
    } else {
        out("make_%u(", number);
        full_expr(TYPE_U32, depth - 1);
        out(")");
    }
}

static enum type wanted_type;
static unsigned wanted_count;

static bool is_wanted_array(const struct place *place)
{
    return place->type == wanted_type && place->count >= wanted_count && place->suffix[0] == '\0' && place->readable &&
           place->is_addressable && (function_is_pure || place->writable);
}

static void array_argument(const struct parameter *parameter)
{
    wanted_type = parameter->type;
    wanted_count = parameter->count;
    const struct place *place = some_place(is_wanted_array);
    if (place) {
        out("%s", place->text);
        return;
    }
    out("(%s[%u]){", types[parameter->type].name, parameter->count);
    for (unsigned i = between(1, parameter->count > 4 ? 4 : parameter->count); i > 0; i--) {
        constant(parameter->type, types[parameter->type].width - types[parameter->type].is_signed);
        out(", ");
    }
    out("}");
}

static void argument(const struct parameter *parameter, int depth)
{
    if (parameter->kind == PARAMETER_AGGREGATE)
        aggregate_value(parameter->count, depth);
    else if (parameter->kind == PARAMETER_ARRAY)
        array_argument(parameter);
    else if (parameter->bits < types[parameter->type].width - types[parameter->type].is_signed)
        expr(parameter->type, parameter->bits, depth);
    else
        value(parameter->type, depth);
}

/* What a variadic function takes behind its parameters: as many as its first argument, a string, has letters. */
static void variable_arguments(int depth)
{
    static const struct {
        char letter;
        enum type type;
    } kinds[] = {{'i', TYPE_I32},    {'u', TYPE_U32}, {'l', TYPE_I64}, {'q', TYPE_U64},
                 {'d', TYPE_DOUBLE}, {'c', TYPE_I8},  {'h', TYPE_U16}, {'f', TYPE_FLOAT}};
    unsigned count = between(0, 9), chosen[9];
    out("\"");
    for (unsigned i = 0; i < count; i++) {
        chosen[i] = pick(8 + aggregate_count());
        out("%c", chosen[i] < 8 ? kinds[chosen[i]].letter : (int)('0' + chosen[i] - 8));
    }
    out("\"");
    for (unsigned i = 0; i < count; i++) {
        out(", ");
        if (chosen[i] >= 8) {
            aggregate_value(chosen[i] - 8, depth);
            continue;
        }
        out("(%s)", types[kinds[chosen[i]].type].name);
        value(kinds[chosen[i]].type, depth);
    }
}

void arguments(const struct function *function, unsigned first, int depth)
{
    for (unsigned i = first; i < function->parameter_count; i++) {
        out(i > 0 ? ", " : "");
        argument(&function->parameters[i], depth > 2 ? 2 : depth);
    }
    if (function->is_variadic) {
        out(function->parameter_count > 0 ? ", " : "");
        variable_arguments(depth > 1 ? 1 : depth);
    }
}
