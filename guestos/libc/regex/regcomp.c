/* From the text of an expression to its program, by recursive descent. */
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "regex_impl.h"

#define INSNS_MAX 60000
#define DEPTH_MAX 250
#define UNBOUNDED (-1)

struct compiler {
    const char *at;
    bool extended;
    int error;
    int depth;      /* of groups */
    unsigned ended; /* bits: groups 1 to 9 that are complete */
    struct __regex *program;
};

static void expression(struct compiler *c);

static size_t emit(struct compiler *c, enum regex_op op, int a, int b)
{
    struct __regex *program = c->program;

    if (program->count == program->room) {
        size_t room = program->room * 2 + 16;
        struct regex_insn *more = room > INSNS_MAX * 2 ? NULL : realloc(program->insns, room * sizeof *more);
        if (more == NULL) {
            c->error = REG_ESPACE;
            return 0;
        }
        program->insns = more;
        program->room = room;
    }
    program->insns[program->count] = (struct regex_insn){op, a, b};
    return program->count++;
}

/* Before the insns from start on, which nothing yet jumps to from outside. */
static void insert(struct compiler *c, size_t start, struct regex_insn insn)
{
    struct __regex *program = c->program;

    emit(c, RE_MATCH, 0, 0);
    if (c->error != 0)
        return;
    memmove(program->insns + start + 1, program->insns + start, (program->count - 1 - start) * sizeof insn);
    program->insns[start] = insn;
}

/* The insns from start on, once or more, or also not at all. */
static void repeat_from(struct compiler *c, size_t start, bool optional)
{
    int slot = c->program->slots++;

    insert(c, start, (struct regex_insn){RE_MARK, slot, 0});
    emit(c, RE_LOOP, (int)start - (int)c->program->count, slot);
    if (optional)
        insert(c, start, (struct regex_insn){RE_SPLIT, 1, (int)(c->program->count - start) + 1});
}

static void make_optional(struct compiler *c, size_t start)
{
    insert(c, start, (struct regex_insn){RE_SPLIT, 1, (int)(c->program->count - start) + 1});
}

static void copy_piece(struct compiler *c, const struct regex_insn *piece, size_t length)
{
    for (size_t i = 0; i < length && c->error == 0; i++)
        emit(c, piece[i].op, piece[i].a, piece[i].b);
    if (c->program->count > INSNS_MAX)
        c->error = REG_ESPACE;
}

/* The insns from start on, at least low times and at most high times: x{2,4} is xx(x(x)?)?. */
static void repeat_counted(struct compiler *c, size_t start, int low, int high)
{
    size_t length = c->program->count - start;
    struct regex_insn *piece = malloc((length + 1) * sizeof *piece);

    if (piece == NULL) {
        c->error = REG_ESPACE;
        return;
    }
    memcpy(piece, c->program->insns + start, length * sizeof *piece);
    c->program->count = start;
    for (int i = 0; i < low - (high == UNBOUNDED); i++)
        copy_piece(c, piece, length);
    if (high == UNBOUNDED) {
        size_t last = c->program->count;
        copy_piece(c, piece, length);
        repeat_from(c, last, low == 0);
    }
    for (int i = low; i < high && c->error == 0; i++) {
        emit(c, RE_SPLIT, 1, (int)((size_t)(high - i) * (length + 1)));
        copy_piece(c, piece, length);
    }
    free(piece);
}

static bool read_number(struct compiler *c, int *value)
{
    const char *start = c->at;

    *value = 0;
    for (; *c->at >= '0' && *c->at <= '9'; c->at++)
        if (*value <= RE_DUP_MAX)
            *value = *value * 10 + (*c->at - '0');
    return c->at != start;
}

/* What follows { up to its }. */
static void bounds(struct compiler *c, size_t start)
{
    int low, high;
    bool given = read_number(c, &low);

    high = low;
    if (*c->at == ',') {
        c->at++;
        if (!read_number(c, &high))
            high = UNBOUNDED;
    } else if (!given) {
        c->error = REG_BADBR;
    }
    if (!c->extended && *c->at == '\\')
        c->at++;
    if (*c->at != '}')
        c->error = *c->at == '\0' ? REG_EBRACE : REG_BADBR;
    else
        c->at++;
    if (low > RE_DUP_MAX || high > RE_DUP_MAX || (high != UNBOUNDED && high < low))
        c->error = REG_BADBR;
    if (c->error == 0)
        repeat_counted(c, start, low, high);
}

/* Is this operator next?  In a basic expression it has a backslash, but for the star. */
static bool next_is(const struct compiler *c, char operator)
{
    if (c->extended || operator== '*')
        return *c->at == operator;
    return c->at[0] == '\\' && c->at[1] == operator;
}

static bool take(struct compiler *c, char operator)
{
    if (!next_is(c, operator))
        return false;
    c->at += c->extended || operator== '*' ? 1 : 2;
    return true;
}

static void repetitions(struct compiler *c, size_t start)
{
    while (c->error == 0) {
        if (take(c, '*'))
            repeat_from(c, start, true);
        else if (take(c, '+'))
            repeat_from(c, start, false);
        else if (take(c, '?'))
            make_optional(c, start);
        else if (take(c, '{'))
            bounds(c, start);
        else
            return;
    }
}

static void group(struct compiler *c)
{
    int number = c->program->groups++;

    if (++c->depth > DEPTH_MAX) {
        c->error = REG_ESPACE;
        return;
    }
    emit(c, RE_SAVE, 2 * number, 0);
    expression(c);
    emit(c, RE_SAVE, 2 * number + 1, 0);
    if (c->error == 0 && !take(c, ')'))
        c->error = REG_EPAREN;
    if (number < 10)
        c->ended |= 1u << number;
    c->depth--;
}

static void literal(struct compiler *c)
{
    mbstate_t state = {0};
    wchar_t wide;
    size_t length = mbrtowc(&wide, c->at, strlen(c->at), &state);

    if (length > 4) {
        wide = 0x110000 + (unsigned char)*c->at;
        length = 1;
    }
    c->at += length;
    emit(c, RE_CHAR, c->program->flags & REG_ICASE ? (int)towlower((wint_t)wide) : wide, 0);
}

static void bracket(struct compiler *c, const char **pattern)
{
    int error = __regex_read_set(c->program, pattern);

    if (error != 0)
        c->error = error;
    emit(c, RE_SET, (int)c->program->set_count - 1, 0);
}

/* What follows a backslash that is no operator. */
static void escape(struct compiler *c)
{
    static const struct {
        char letter;
        enum regex_op op;
    } edges[] = {{'<', RE_WORD_START},   {'>', RE_WORD_END},   {'b', RE_WORD_EDGE},
                 {'B', RE_NO_WORD_EDGE}, {'`', RE_TEXT_START}, {'\'', RE_TEXT_END}};
    static const struct {
        char letter;
        const char *set;
    } sets[] = {{'w', "_[:alnum:]]"}, {'W', "^_[:alnum:]]"}, {'s', "[:space:]]"}, {'S', "^[:space:]]"}};
    char letter = *c->at;

    if (letter == '\0') {
        c->error = REG_EESCAPE;
        return;
    }
    if (letter >= '1' && letter <= '9') {
        c->at++;
        if (!(c->ended & 1u << (letter - '0')))
            c->error = REG_ESUBREG;
        c->program->refers_back = true;
        emit(c, RE_BACK, letter - '0', 0);
        return;
    }
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        if (edges[i].letter == letter) {
            c->at++;
            emit(c, edges[i].op, 0, 0);
            return;
        }
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (sets[i].letter == letter) {
            c->at++;
            bracket(c, &(const char *){sets[i].set});
            return;
        }
    literal(c);
}

/* One atom; at_start: the first of its alternative. */
static void atom(struct compiler *c, bool at_start)
{
    const char *p = c->at;

    if (take(c, '(')) {
        group(c);
        return;
    }
    switch (*p) {
    case '.':
        c->at++;
        emit(c, RE_ANY, 0, 0);
        return;
    case '[':
        c->at++;
        bracket(c, &c->at);
        return;
    case '\\':
        c->at++;
        escape(c);
        return;
    case '^':
        if (!c->extended && !at_start)
            break;
        c->at++;
        emit(c, RE_START, 0, 0);
        return;
    case '$':
        if (!c->extended && p[1] != '\0' && !(p[1] == '\\' && (p[2] == ')' || p[2] == '|')))
            break;
        c->at++;
        emit(c, RE_END, 0, 0);
        return;
    case '*':
    case '+':
    case '?':
        if (c->extended) {
            c->error = REG_BADRPT;
            return;
        }
        break;
    default: break;
    }
    literal(c);
}

/* Nothing more of this alternative? */
static bool at_end(const struct compiler *c)
{
    return *c->at == '\0' || next_is(c, '|') || (next_is(c, ')') && (c->depth > 0 || !c->extended));
}

static void alternative(struct compiler *c)
{
    bool at_start = true;

    while (c->error == 0 && !at_end(c)) {
        size_t start = c->program->count;
        bool anchor = !c->extended && *c->at == '^' && at_start;
        atom(c, at_start);
        at_start = anchor;
        if (c->error == 0 && !anchor)
            repetitions(c, start);
    }
}

/* Alternatives; the jumps from their ends are chained through their operand until the end is known. */
static void expression(struct compiler *c)
{
    size_t start = c->program->count, jumps = SIZE_MAX;

    alternative(c);
    while (c->error == 0 && take(c, '|')) {
        insert(c, start, (struct regex_insn){RE_SPLIT, 1, (int)(c->program->count - start) + 2});
        jumps = emit(c, RE_JUMP, jumps == SIZE_MAX ? -1 : (int)jumps, 0);
        start = c->program->count;
        alternative(c);
    }
    while (jumps != SIZE_MAX && c->error == 0) {
        struct regex_insn *jump = &c->program->insns[jumps];
        size_t next = jump->a < 0 ? SIZE_MAX : (size_t)jump->a;
        jump->a = (int)(c->program->count - jumps);
        jumps = next;
    }
}

static int first_byte(const struct __regex *program)
{
    size_t i = 0;

    while (program->insns[i].op == RE_SAVE)
        i++;
    bool fixed = program->insns[i].op == RE_CHAR && program->insns[i].a < 0x80 && !(program->flags & REG_ICASE);
    return fixed ? program->insns[i].a : -1;
}

void regfree(regex_t *regex)
{
    struct __regex *program = regex->__program;

    if (program == NULL)
        return;
    for (size_t i = 0; i < program->set_count; i++)
        free(program->sets[i].ranges);
    free(program->sets);
    free(program->insns);
    free(program);
    regex->__program = NULL;
}

/* Marks are numbered from 0 while groups are counted; they lie behind the groups. */
static void place_marks(struct __regex *program)
{
    for (size_t i = 0; i < program->count; i++) {
        if (program->insns[i].op == RE_MARK)
            program->insns[i].a += 2 * program->groups;
        if (program->insns[i].op == RE_LOOP)
            program->insns[i].b += 2 * program->groups;
    }
    program->slots += 2 * program->groups;
}

int regcomp(regex_t *restrict regex, const char *restrict pattern, int flags)
{
    struct __regex *program = calloc(1, sizeof *program);
    struct compiler c = {.at = pattern, .extended = flags & REG_EXTENDED, .program = program};

    regex->__program = program;
    if (program == NULL)
        return REG_ESPACE;
    program->flags = flags;
    program->groups = 1;
    emit(&c, RE_SAVE, 0, 0);
    expression(&c);
    if (c.error == 0 && *c.at != '\0')
        c.error = REG_EPAREN;
    emit(&c, RE_SAVE, 1, 0);
    emit(&c, RE_MATCH, 0, 0);
    if (c.error != 0) {
        regfree(regex);
        return c.error;
    }
    place_marks(program);
    program->first = first_byte(program);
    regex->re_nsub = (size_t)program->groups - 1;
    return 0;
}
