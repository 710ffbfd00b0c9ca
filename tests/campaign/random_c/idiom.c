/* Functions that are about one thing each. */
#include "generator.h"
#include <stdio.h>

static void add_number(struct function *function, int bits)
{
    function->parameters[function->parameter_count++] =
        (struct parameter){.kind = PARAMETER_SCALAR, .type = TYPE_U32, .bits = bits};
}

/* ---- Values of aggregates ---- */

static void fill_member(const char *text, unsigned number)
{
    const struct aggregate *aggregate = aggregate_number(number);
    for (unsigned i = 0; i < aggregate->field_count; i++) {
        const struct field *field = &aggregate->fields[i];
        char member[TEXT_MAX];
        snprintf(member, sizeof member, "%s.m%u", text, i);
        bool is_float = types[field->type].is_float;
        if (field->kind == FIELD_AGGREGATE) {
            fill_member(member, field->count);
        } else if (field->kind == FIELD_ARRAY) {
            line("for (unsigned k = 0; k < %u; k++)", field->count);
            line("    %s[k] = %s(seed >> k);", member, is_float ? "(int)" : "");
        } else {
            line("%s = %sseed;", member, is_float ? "(int)" : "");
        }
        line("seed = seed * 1664525u + 1013904223u;");
    }
}

static void fold_member(const char *text, unsigned number)
{
    const struct aggregate *aggregate = aggregate_number(number);
    for (unsigned i = 0; i < aggregate->field_count; i++) {
        const struct field *field = &aggregate->fields[i];
        char member[TEXT_MAX];
        snprintf(member, sizeof member, "%s.m%u", text, i);
        bool is_float = types[field->type].is_float;
        if (aggregate->is_union && is_float)
            continue;
        if (field->kind == FIELD_AGGREGATE) {
            fold_member(member, field->count);
        } else if (field->kind == FIELD_ARRAY) {
            line("for (unsigned k = 0; k < %u; k++)", field->count);
            line("    sum = sum * 33 + %s(%s[k]);", is_float ? "bits_of" : "(u64)", member);
        } else {
            line("sum = sum * 37 + %s(%s);", is_float ? "bits_of" : "(u64)", member);
        }
    }
}

void make_folds(unsigned aggregate)
{
    const char *const linkage = chance(50) ? "static" : "static __attribute__((noinline))";
    out("\n");
    line("%s %s make_%u(unsigned seed)", linkage, aggregate_name(aggregate), aggregate);
    open_block("%s", "");
    line("%s x;", aggregate_name(aggregate));
    if (aggregate_number(aggregate)->is_union)
        line("memset(&x, 0, sizeof x);");
    fill_member("x", aggregate);
    line("return x;");
    close_block();
    line("static u64 fold_%u(%s x)", aggregate, aggregate_name(aggregate));
    open_block("%s", "");
    line("u64 sum = sizeof x;");
    fold_member("x", aggregate);
    line("return sum;");
    close_block();
}

/* ---- Plain functions: with effects or without ---- */

void make_plain(void)
{
    struct function *function = new_function("f");
    function->is_pure = chance(60);
    if (function->is_pure && chance(30))
        function->result_aggregate = (int)pick(aggregate_count());
    add_parameters(function, pick(8));
    begin_function(function);
    locals();
    statements(between(3, 8), 3);
    return_all(function);
    finish_function(function);
    publish(function);
}

/* Each ends in a call of the next, with arguments of its own, which may not fit where its own came in. */
void make_tail_calls(void)
{
    struct function *previous = NULL;
    enum type result = computing_type();
    for (unsigned i = between(2, 4); i > 0; i--) {
        struct function *function = new_function("tail");
        function->result = result;
        function->linkage = "static __attribute__((noinline)) ";
        add_parameters(function, between(0, PARAMETERS_MAX));
        begin_function(function);
        if (chance(40))
            locals();
        statements(pick(3), 1);
        if (previous) {
            charge(previous);
            start_line();
            out("return %s(", previous->name);
            arguments(previous, 0, 3);
            out(");\n");
        } else {
            return_all(function);
        }
        finish_function(function);
        publish(function);
        previous = function;
    }
}

/* ---- Recursion; the first parameter counts down ---- */

static void recur(const struct function *function, const char *number)
{
    out("%s(%s", function->name, number);
    arguments(function, 1, 2);
    out(")");
}

static void return_recursive_aggregate(const struct function *function)
{
    unsigned name = new_name(), aggregate = (unsigned)function->result_aggregate;
    start_line();
    out("%s v%u = ", aggregate_name(aggregate), name);
    recur(function, "p0 - 1");
    out(";\n");
    push_variable(aggregate, false, "v%u", name);
    statements(2, 1);
    line("return v%u;", name);
}

static void return_accumulated(const struct function *function)
{
    static const char *const operators[] = {"+", "*", "^", "-", "|", "&"};
    start_line();
    if (types[function->result].is_float) {
        out("return tame(");
        recur(function, "p0 - 1");
        out(" * 0.5 + ");
        expr(TYPE_DOUBLE, 0, 2);
        out(");\n");
        return;
    }
    bool is_left = chance(50);
    out("return ");
    if (is_left) {
        expr(TYPE_U64, 64, 2);
        out(" %s ", operators[pick(6)]);
    }
    recur(function, "p0 - 1");
    if (!is_left) {
        out(" %s ", operators[pick(6)]);
        expr(chance(50) ? TYPE_U32 : TYPE_U64, 32, 2);
        out(" * 1ull");
    }
    out(";\n");
}

static void return_twice(const struct function *function)
{
    line("if (p0 < 2)");
    return_value(function, 2);
    unsigned name = new_name();
    start_line();
    out("%s v%u = ", types[function->result].name, name);
    recur(function, "p0 - 1");
    out(";\n");
    push_place(function->result, "v%u", name);
    start_line();
    out("return (v%u > 3) + ", name);
    out(types[function->result].is_float ? "tame(" : "(u64)(");
    recur(function, chance(50) ? "p0 - 2" : "p0 / 2");
    out(" / 2);\n");
}

static void return_tail(const struct function *function)
{
    start_line();
    out("return ");
    if (chance(40)) {
        condition(2);
        out(" ? ");
        recur(function, "p0 / 2");
        out(" : ");
    }
    recur(function, "p0 - 1");
    out(";\n");
}

static void return_from_loop(const struct function *function)
{
    unsigned name = new_name();
    start_line();
    out("%s v%u = ", types[function->result].name, name);
    value(function->result, 2);
    out(";\n");
    push_place(function->result, "v%u", name)->writable = false;
    line("for (unsigned i = 0; i < 3; i++)");
    start_line();
    out("    v%u = %s(v%u / 2 + ", name, types[function->result].is_float ? "tame" : "", name);
    recur(function, "p0 / 2");
    out(" / 2);\n");
    line("return v%u;", name);
}

void make_recursion(void)
{
    struct function *function = new_function("rec");
    unsigned form = pick(6);
    if (chance(20))
        function->result_aggregate = (int)pick(aggregate_count());
    bool is_tail = function->result_aggregate < 0 && form >= 4;
    add_number(function, is_tail ? 8 : 3);
    add_parameters(function, pick(7));
    begin_function(function);
    double outer = enter_loop(is_tail ? 256 : form == 2 || form == 3 ? 40 : 8);
    line("if (p0 == 0)");
    return_value(function, 2);
    if (chance(40))
        locals();
    statements(pick(4), is_tail ? 1 : 2);
    if (function->result_aggregate >= 0)
        return_recursive_aggregate(function);
    else if (form < 2)
        return_accumulated(function);
    else if (form == 2)
        return_twice(function);
    else if (form == 3)
        return_from_loop(function);
    else
        return_tail(function);
    leave_loop(outer);
    finish_function(function);
    publish(function);
}

void make_mutual_recursion(void)
{
    struct function *pair[2];
    enum type result = computing_type();
    for (int i = 0; i < 2; i++) {
        pair[i] = new_function("mutual");
        pair[i]->result = result;
        pair[i]->linkage = "static ";
        add_number(pair[i], 4);
        add_parameters(pair[i], pick(5));
    }
    out("\nstatic ");
    declare(pair[1], ";\n");
    double sum = 0;
    for (int i = 0; i < 2; i++) {
        begin_function(pair[i]);
        double outer = enter_loop(16);
        line("if (p0 == 0)");
        return_value(pair[i], 2);
        locals();
        statements(pick(4), 1);
        if (chance(50))
            return_tail(pair[1 - i]);
        else
            return_accumulated(pair[1 - i]);
        leave_loop(outer);
        finish_function(pair[i]);
        sum += pair[i]->cost;
    }
    pair[0]->cost = pair[1]->cost = sum;
    publish(pair[0]);
    publish(pair[1]);
}

/* ---- Functions by pointer: a table, a choice, a parameter ---- */

static struct function *make_like(const char *prefix, const struct function *model)
{
    struct function *function = new_function(prefix);
    function->result = model->result;
    function->parameter_count = model->parameter_count;
    for (unsigned i = 0; i < model->parameter_count; i++)
        function->parameters[i] = model->parameters[i];
    return function;
}

static void write_call(const struct function *function, const char *callee)
{
    charge(function);
    start_line();
    out("%s(", callee);
    arguments(function, 0, 3);
    out(");\n");
}

static void write_table(const struct function *model, struct function *const *members, unsigned count, unsigned name)
{
    struct function type = *model;
    snprintf(type.name, sizeof type.name, "type_%u", name);
    out("\ntypedef ");
    declare(&type, ";\n");
    line("struct table_%u { int number; type_%u *function; };", name, name);
    out("static %stype_%u *%stable_%u[] = {", "", name, chance(50) ? "const " : "", name);
    for (unsigned i = 0; i < count; i++)
        out("%s, ", members[i]->name);
    out("};\n");
    line("static type_%u *choose_%u(unsigned number)", name, name);
    open_block("%s", "");
    if (chance(50))
        line("struct table_%u entry = {number, table_%u[number %% %uu]}, copy = entry;", name, name, count);
    else
        line("struct table_%u copy = {1, number & 1 ? %s : %s};", name, members[0]->name, members[count - 1]->name);
    line("return copy.function;");
    close_block();
}

void make_function_table(void)
{
    unsigned name = new_name(), count = between(2, 5);
    struct function model = {.result = computing_type(), .result_aggregate = -1, .is_pure = true}, *members[5];
    add_parameters(&model, pick(6));
    for (unsigned i = 0; i < count; i++) {
        members[i] = make_like("member", &model);
        begin_function(members[i]);
        statements(between(1, 3), 2);
        return_all(members[i]);
        finish_function(members[i]);
        if (members[i]->cost > model.cost)
            model.cost = members[i]->cost;
    }
    for (unsigned i = 0; i < count; i++)
        publish(members[i]);
    write_table(&model, members, count, name);
    struct function *user = new_function("apply");
    user->result = model.result;
    add_number(user, 16);
    begin_function(user);
    locals();
    line("type_%u *function = choose_%u(p0);", name, name);
    start_line();
    out("%s x = table_%u[p0 %% %uu](", types[model.result].name, name, count);
    arguments(&model, 0, 2);
    out(");\n");
    charge(&model);
    push_place(model.result, "x");
    write_call(&model, "x = (*function)");
    line("function = table_%u[p0 / 3 %% %uu];", name, count);
    write_call(&model, "x = function");
    return_all(user);
    finish_function(user);
    publish(user);
}

/* ---- Variable arguments ---- */

static void take_arguments(void)
{
    static const char *const kinds[] = {"i int", "u unsigned", "l long long", "q unsigned long long", "c int", "h int"};
    open_block("for (; *kinds; kinds++) ");
    open_block("switch (*kinds) ");
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++)
        line("case '%c': sum = sum * %d + va_arg(list, %s); break;", kinds[i][0], (int)between(3, 99), kinds[i] + 2);
    line("case 'd': case 'f': sum = sum * 9 + bits_of(va_arg(list, double)); break;");
    for (unsigned i = 0; i < aggregate_count(); i++)
        line("case '%u': sum = sum * 11 + fold_%u(va_arg(list, %s)); break;", i, i, aggregate_name(i));
    close_block();
    close_block();
}

void make_variadic(void)
{
    struct function *function = new_function("va");
    function->is_variadic = true;
    unsigned name = new_name();
    bool by_pointer = chance(30);
    out("\n");
    line("static u64 take_%u(const char *kinds, va_list %s)", name, by_pointer ? "*pointer" : "list");
    open_block("%s", "");
    line("u64 sum = 1;");
    if (by_pointer)
        line("va_list list; va_copy(list, *pointer);");
    take_arguments();
    line("return sum;");
    close_block();
    add_parameters(function, pick(6));
    begin_function(function);
    locals();
    line("u64 sum = 7;");
    line("const char *all = kinds;");
    line("va_list list, copy;");
    line("va_start(list, kinds);");
    line("va_copy(copy, list);");
    if (chance(70))
        take_arguments();
    line("sum += take_%u(all, %scopy);", name, by_pointer ? "&" : "");
    line("va_end(list);");
    line("va_end(copy);");
    push_place(TYPE_U64, "sum");
    for (int i = 0; i < 20; i++)
        charge(NULL);
    return_all(function);
    finish_function(function);
    publish(function);
}

/* ---- setjmp ---- */

/* Local variables that change between setjmp() and longjmp() are volatile; the others must have kept their values. */
void make_jumps(void)
{
    unsigned name = new_name();
    out("\n");
    line("static void throw_%u(jmp_buf *target, unsigned depth, int code)", name);
    open_block("%s", "");
    line(chance(50) ? "volatile u8 room[depth * 3 + 1];" : "volatile u8 room[40];");
    line("room[depth] = (u8)code;");
    line("if (depth == 0)");
    line("    longjmp(*target, room[0] + (code - (u8)code));");
    line("throw_%u(target, depth - 1, code);", name);
    line("room[0] = 1;");
    close_block();
    struct function *function = new_function("jump");
    add_number(function, 5);
    add_parameters(function, pick(5));
    begin_function(function);
    locals();
    line("jmp_buf target;");
    line("volatile unsigned changing = 1;");
    line("unsigned rounds = %s;", chance(50) ? "p0 % 4" : "2");
    open_block("switch (setjmp(target)) ");
    line("case 0:");
    line("    changing = changing * 3 + p0;");
    line("    throw_%u(&target, %s, %d);", name, chance(50) ? "p0 & 7" : "0", (int)between(1, 3));
    line("    changing = 77;");
    line("    break;");
    for (int i = 1; i <= 3; i++) {
        line("case %d:", i);
        line("    changing = changing * %d + rounds;", (int)between(3, 30));
        if (i < 3)
            line("    if (changing %% 3 != %u) throw_%u(&target, p0 >> 1, %d);", pick(3), name, i + 1);
        line("    break;");
    }
    line("default: changing = 5;");
    close_block();
    push_place(TYPE_U32, "changing")->is_addressable = false;
    push_place(TYPE_U32, "rounds");
    for (int i = 0; i < 60; i++)
        charge(NULL);
    statements(2, 2);
    return_all(function);
    finish_function(function);
    publish(function);
}

/* ---- A machine of its own: labels as values, or a switch in a loop ---- */

void make_dispatch(void)
{
    struct function *function = new_function("run");
    function->is_pure = chance(60);
    unsigned labels = between(3, 8), name = new_name(), length = between(8, 40);
    bool is_computed = chance(70);
    add_parameters(function, pick(4));
    out("\nstatic const u8 code_%u[] = {", name);
    for (unsigned i = 0; i + 1 < length; i++)
        out("%u, ", between(1, labels - 1));
    out("0};\n");
    begin_function(function);
    locals();
    line("const u8 *next = code_%u;", name);
    if (is_computed) {
        start_line();
        out("static const void *const labels[] = {");
        for (unsigned i = 0; i < labels; i++)
            out("&&op_%u, ", i);
        out("};\n");
        line("goto *labels[*next++];");
    } else {
        line("again: switch (*next++) {");
    }
    double outer = enter_loop(length);
    for (unsigned i = 1; i < labels; i++) {
        line(is_computed ? "op_%u:" : "case %u:", i);
        open_block("%s", "");
        struct scope inner = scope_enter();
        statements(2, 1);
        scope_leave(inner);
        close_block();
        line(is_computed ? "goto *labels[*next++];" : "goto again;");
    }
    leave_loop(outer);
    line(is_computed ? "op_0:;" : "}");
    return_all(function);
    finish_function(function);
    publish(function);
}

/* ---- Arrays whose length is known late ---- */

void make_variable_arrays(void)
{
    struct function *function = new_function("vla");
    enum type type = any_type();
    const char *const type_name = types[type].name;
    unsigned columns = between(1, 5), name = new_name();
    out("\n");
    line("static u64 sum_%u(unsigned rows, unsigned columns, %s a[rows][columns])", name, type_name);
    open_block("%s", "");
    line("u64 sum = sizeof a[0];");
    line("for (unsigned i = 0; i < rows; i++)");
    line("    for (unsigned k = %d; k < columns; k += %u)", chance(30), between(1, 2));
    line("        sum = sum * 5 + %s(a[i][k]);", types[type].is_float ? "bits_of" : "(u64)");
    line("return sum;");
    close_block();
    add_number(function, 4);
    add_parameters(function, pick(4));
    begin_function(function);
    locals();
    line("unsigned rows = p0 + 1;");
    line("u64 sum = 0;");
    struct scope since = scope_enter();
    open_block("for (unsigned i = 0; i < %u; i++) ", between(1, 4));
    double outer = enter_loop(4);
    line("%s v[rows], w[rows + i][%u];", type_name, columns);
    line("%s *room = __builtin_alloca((i + 1) * %u);", "unsigned", 4 * between(1, 5));
    line("room[i] = i + %u;", pick(100));
    line("for (unsigned k = 0; k < rows; k++)");
    line("    v[k] = k * %d + i;", (int)between(1, 9));
    line("for (unsigned k = 0; k < (rows + i) * %u; k++)", columns);
    line("    (&w[0][0])[k] = v[k %% rows] - 1;");
    for (int i = 0; i < 40; i++)
        charge(NULL);
    struct place *place = push_place(type, "v");
    place->count = 1;
    push_counter("i", 0, 3);
    statements(3, 1);
    line("sum = sum * 3 + sum_%u(rows + i, %u, w) + room[i] + sizeof v + sizeof w;", name, columns);
    line("if (sum %% 7 == %u)", pick(7));
    line(chance(50) ? "    continue;" : "    break;");
    line("sum += %s(v[rows - 1]);", types[type].is_float ? "bits_of" : "(u64)");
    leave_loop(outer);
    close_block();
    scope_leave(since);
    push_place(TYPE_U64, "sum");
    return_all(function);
    finish_function(function);
    publish(function);
}

/* ---- Bytes ---- */

static void byte_operation(unsigned size)
{
    unsigned from = pick(size), to = pick(size), room = size - (from > to ? from : to), count = pick(room + 1);
    static const char *const offsets[] = {"", " + (p0 & 1)"};
    const char *late =
        offsets[from > 0 && to > 0 && count > 0 && from + count < size && to + count < size && chance(50)];
    switch (pick(10)) {
    case 0: line("memcpy(x + %u%s, y + %u, %u);", to, late, from, count); break;
    case 1: line("memmove(x + %u%s, x + %u, %u);", to, late, from, count); break;
    case 2: line("memset(x + %u%s, (int)sum, %u);", to, late, count); break;
    case 3: line("sum = sum * 3 + (memcmp(x + %u, y + %u, %u) < 0);", to, from, count); break;
    case 4: line("x[%u] = 0; sum = sum * 5 + strlen((char *)x + %u);", size - 1, from); break;
    case 5:
        line("x[%u] = y[%u] = 0; sum = sum * 7 + (strcmp((char *)x + %u, (char *)y + %u) > 0);", size - 1, size - 1,
             from, to);
        break;
    case 6: line("x[%u] = 0; strcpy((char *)y, (char *)x + %u);", size - 1, from); break;
    case 7: line("sum += memchr(x, (int)(sum & 255), %u) != 0;", size); break;
    case 8: line("memcpy(y, x, p0 %% %uu);", size + 1); break;
    default:
        line("strcpy((char *)x, \"%.*s\");", (int)pick(size < 27 ? size : 27), "a peach a day, and no more..");
        break;
    }
}

static void word_operation(unsigned size)
{
    static const struct {
        const char *type;
        unsigned size;
    } words[] = {{"short", 2}, {"unsigned", 4}, {"long long", 8}};
    unsigned which = pick(3), name = new_name();
    if (size < words[which].size)
        return;
    unsigned from = pick(size - words[which].size + 1), to = pick(size - words[which].size + 1);
    line("%s w%u;", words[which].type, name);
    line("memcpy(&w%u, x + %u, sizeof w%u);", name, from, name);
    line("sum = sum * 11 + w%u;", name);
    line("w%u ^= (%s)sum;", name, words[which].type);
    line("memcpy(y + %u, &w%u, sizeof w%u);", to, name, name);
}

void make_strings(void)
{
    struct function *function = new_function("bytes");
    unsigned size = between(1, chance(80) ? 20 : 90);
    add_number(function, 6);
    add_parameters(function, pick(4));
    begin_function(function);
    line("u8 x[%u], y[%u];", size, size);
    line("u64 sum = p0;");
    line("memset(x, (int)p0, sizeof x);");
    line("for (unsigned i = 0; i < sizeof y; i++)");
    line("    y[i] = (u8)(p0 * i + %u);", pick(256));
    struct place *place = push_place(TYPE_U8, "x");
    place->count = size;
    *push_place(TYPE_U8, "y") = (struct place){.text = "y",
                                               .count = size,
                                               .type = TYPE_U8,
                                               .bits = 8,
                                               .readable = true,
                                               .writable = true,
                                               .is_addressable = true};
    push_place(TYPE_U64, "sum");
    double outer = enter_loop(8);
    open_block("for (unsigned i = 0; i < %u; i++) ", between(1, 8));
    for (unsigned i = between(2, 8); i > 0; i--) {
        byte_operation(size);
        word_operation(size);
        charge(NULL);
    }
    struct scope inner = scope_enter();
    statements(2, 1);
    scope_leave(inner);
    close_block();
    leave_loop(outer);
    return_all(function);
    finish_function(function);
    publish(function);
}

/* ---- restrict ---- */

void make_restrict(void)
{
    unsigned name = new_name(), count = between(4, 33), stride = between(1, 3);
    enum type to = any_type(), from = any_type();
    out("\n");
    line("static void kernel_%u(unsigned n, %s *restrict to, const %s *restrict from, const unsigned char *restrict "
         "order)",
         name, types[to].name, types[from].name);
    open_block("%s", "");
    line("unsigned i = %u;", pick(3));
    line("while (i < n) {");
    line(types[to].is_float && types[from].is_float ? "    to[i] = tame(from[i] + order[i] * %uu);"
         : types[to].is_float                       ? "    to[i] = tame((int)from[i] + order[i] * %uu);"
         : types[from].is_float                     ? "    to[i] = from[i] > %u;"
                                                    : "    to[i] = (u64)from[i] + order[i] * %uu;",
         between(1, 9));
    line("    if (order[i] & 1) to[order[i] %% n] = from[n - 1 - i] > 3;");
    line("    i += %u;", stride);
    line("}");
    close_block();
    struct function *function = new_function("distinct");
    add_parameters(function, pick(5));
    begin_function(function);
    locals();
    line("%s to[%u] = {0};", types[to].name, count);
    line("%s from[%u];", types[from].name, count);
    line("unsigned char order[%u];", count);
    line("for (int i = 0; i < %u; i++)", count);
    line("    from[i] = i * %u - 9, order[i] = (u8)(i * %u);", between(1, 30), between(1, 90));
    struct {
        enum type type;
        const char *text;
    } arrays[] = {{to, "to"}, {from, "from"}, {TYPE_U8, "order"}};
    for (int i = 0; i < 3; i++)
        push_place(arrays[i].type, "%s", arrays[i].text)->count = count;
    statements(2, 1);
    line("kernel_%u(%u, to, from, order);", name, count);
    for (int i = 0; i < 20; i++)
        charge(NULL);
    return_all(function);
    finish_function(function);
    publish(function);
}
