#include "pattern.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The expression is compiled to a program whose threads run side by side (Thompson), so that no expression takes more
 * than the product of its length and the line's. */

enum op { OP_CHAR, OP_ANY, OP_SET, OP_SPLIT, OP_JUMP, OP_START, OP_END, OP_MATCH };

struct step {
    enum op op;
    unsigned char c;
    int x, y; /* where to go on; OP_SET: index of the set */
};

struct pattern {
    struct step *steps;
    int count, size;
    unsigned char (*sets)[32];
    int set_count;
    bool ignore_case;
    int *stack, *now, *next; /* threads, by step */
    int *mark;               /* the last position at which a step was added */
};

struct compiler {
    const char *p;
    struct pattern *pattern;
    const char *error;
    int depth;
};

#define DEPTH_MAX 50

static int emit(struct compiler *c, enum op op, int x, int y)
{
    struct pattern *pattern = c->pattern;

    if (pattern->count == pattern->size) {
        int size = pattern->size * 2 + 32;
        struct step *grown = realloc(pattern->steps, (size_t)size * sizeof *grown);
        if (grown == NULL) {
            c->error = "no memory";
            return 0;
        }
        pattern->steps = grown;
        pattern->size = size;
    }
    pattern->steps[pattern->count] = (struct step){op, 0, x, y};
    return pattern->count++;
}

/* Opens a place for a step before those from at on. */
static void insert(struct compiler *c, int at, enum op op, int x, int y)
{
    emit(c, OP_MATCH, 0, 0);
    if (c->error != NULL)
        return;
    struct step *steps = c->pattern->steps;
    for (int i = c->pattern->count - 1; i > at; i--) {
        steps[i] = steps[i - 1];
        if (steps[i].op == OP_SPLIT || steps[i].op == OP_JUMP) {
            steps[i].x += steps[i].x >= at;
            steps[i].y += steps[i].y >= at;
        }
    }
    steps[at] = (struct step){op, 0, x, y};
}

static void alternatives(struct compiler *c);

static void put_in_set(unsigned char *set, int character, bool ignore_case)
{
    set[character / 8] |= (unsigned char)(1 << character % 8);
    if (ignore_case) {
        set[toupper(character) / 8] |= (unsigned char)(1 << toupper(character) % 8);
        set[tolower(character) / 8] |= (unsigned char)(1 << tolower(character) % 8);
    }
}

static void bracket(struct compiler *c)
{
    struct pattern *pattern = c->pattern;
    unsigned char(*grown)[32] = realloc(pattern->sets, ((size_t)pattern->set_count + 1) * sizeof *grown);
    bool inverted = *c->p == '^';

    if (grown == NULL) {
        c->error = "no memory";
        return;
    }
    pattern->sets = grown;
    unsigned char *set = grown[pattern->set_count];
    memset(set, 0, sizeof *grown);
    c->p += inverted;
    for (const char *start = c->p; *c->p != '\0' && (*c->p != ']' || c->p == start); c->p++) {
        int low = (unsigned char)*c->p, high = low;
        if (c->p[1] == '-' && c->p[2] != ']' && c->p[2] != '\0') {
            high = (unsigned char)c->p[2];
            c->p += 2;
        }
        for (int i = low; i <= high; i++)
            put_in_set(set, i, pattern->ignore_case);
    }
    if (*c->p != ']') {
        c->error = "[ without its ]";
        return;
    }
    c->p++;
    for (int i = 0; inverted && i < 32; i++)
        set[i] = (unsigned char)~set[i];
    emit(c, OP_SET, pattern->set_count++, 0);
}

static void character(struct compiler *c, char value)
{
    int at = emit(c, OP_CHAR, 0, 0);

    if (c->error == NULL)
        c->pattern->steps[at].c = (unsigned char)(c->pattern->ignore_case ? tolower((unsigned char)value) : value);
}

static void element(struct compiler *c)
{
    char value = *c->p++;

    switch (value) {
    case '(':
        if (++c->depth > DEPTH_MAX) {
            c->error = "nested too deeply";
            return;
        }
        alternatives(c);
        c->depth--;
        if (c->error == NULL && *c->p != ')')
            c->error = "( without its )";
        c->p += c->error == NULL;
        break;
    case '[':
        bracket(c);
        break;
    case '.':
        emit(c, OP_ANY, 0, 0);
        break;
    case '^':
        emit(c, OP_START, 0, 0);
        break;
    case '$':
        emit(c, OP_END, 0, 0);
        break;
    case '\\':
        if (*c->p == '\0') {
            c->error = "\\ at the end";
            return;
        }
        character(c, *c->p++);
        break;
    default:
        character(c, value);
        break;
    }
}

static void sequence(struct compiler *c)
{
    while (c->error == NULL && *c->p != '\0' && *c->p != '|' && *c->p != ')') {
        int start = c->pattern->count;
        element(c);
        for (; c->error == NULL && (*c->p == '*' || *c->p == '+' || *c->p == '?'); c->p++) {
            int end = c->pattern->count;
            if (*c->p == '+') {
                emit(c, OP_SPLIT, start, end + 1);
            } else {
                insert(c, start, OP_SPLIT, start + 1, end + 1 + (*c->p == '*'));
                if (*c->p == '*')
                    emit(c, OP_JUMP, start, start);
            }
        }
    }
}

static void alternatives(struct compiler *c)
{
    int start = c->pattern->count;

    sequence(c);
    while (c->error == NULL && *c->p == '|') {
        c->p++;
        insert(c, start, OP_SPLIT, start + 1, c->pattern->count + 2);
        int jump = emit(c, OP_JUMP, 0, 0);
        alternatives(c);
        if (c->error == NULL)
            c->pattern->steps[jump].x = c->pattern->steps[jump].y = c->pattern->count;
    }
}

struct pattern *pattern_new(const char *text, bool plain, bool ignore_case, const char **error)
{
    struct pattern *pattern = calloc(1, sizeof *pattern);
    struct compiler c = {.p = text, .pattern = pattern};

    *error = "no memory";
    if (pattern == NULL)
        return NULL;
    pattern->ignore_case = ignore_case;
    if (plain)
        for (; *c.p != '\0'; c.p++)
            character(&c, *c.p);
    else
        alternatives(&c);
    if (c.error == NULL && *c.p != '\0')
        c.error = ") without its (";
    emit(&c, OP_MATCH, 0, 0);
    size_t count = (size_t)pattern->count;
    pattern->stack = calloc(count * 2, sizeof *pattern->stack);
    pattern->now = calloc(count, sizeof *pattern->now);
    pattern->next = calloc(count, sizeof *pattern->next);
    pattern->mark = calloc(count, sizeof *pattern->mark);
    if (c.error == NULL && pattern->stack != NULL && pattern->now != NULL && pattern->next != NULL &&
        pattern->mark != NULL)
        return pattern;
    if (c.error != NULL)
        *error = c.error;
    return NULL;
}

/* Adds the thread of a step and of all that it leads to without a character; true when the match is reached. */
static bool add(const struct pattern *pattern, int *list, int *count, int step, int position, const char *line)
{
    int depth = 0;

    pattern->stack[depth++] = step;
    while (depth > 0) {
        int i = pattern->stack[--depth];
        const struct step *s = &pattern->steps[i];
        if (pattern->mark[i] == position + 1)
            continue;
        pattern->mark[i] = position + 1;
        if (s->op == OP_MATCH)
            return true;
        if (s->op == OP_SPLIT)
            pattern->stack[depth++] = s->y;
        if (s->op == OP_SPLIT || s->op == OP_JUMP)
            pattern->stack[depth++] = s->x;
        else if (s->op == OP_START ? position == 0 : s->op == OP_END ? line[position] == '\0' : false)
            pattern->stack[depth++] = i + 1;
        else if (s->op != OP_START && s->op != OP_END)
            list[(*count)++] = i;
    }
    return false;
}

static bool takes(const struct pattern *pattern, const struct step *step, unsigned char c)
{
    if (step->op == OP_SET)
        return pattern->sets[step->x][c / 8] >> c % 8 & 1;
    return step->op == OP_ANY || step->c == (pattern->ignore_case ? tolower(c) : c);
}

bool pattern_matches(const struct pattern *pattern, const char *line)
{
    int *now = pattern->now, *next = pattern->next, now_count = 0, next_count;

    memset(pattern->mark, 0, (size_t)pattern->count * sizeof *pattern->mark);
    if (add(pattern, now, &now_count, 0, 0, line))
        return true;
    for (int position = 0; line[position] != '\0'; position++) {
        next_count = 0;
        for (int i = 0; i < now_count; i++)
            if (takes(pattern, &pattern->steps[now[i]], (unsigned char)line[position]) &&
                add(pattern, next, &next_count, now[i] + 1, position + 1, line))
                return true;
        if (add(pattern, next, &next_count, 0, position + 1, line))
            return true;
        int *swap = now;
        now = next;
        next = swap;
        now_count = next_count;
    }
    return false;
}
