/* One way through the program after the other, for expressions that refer back: what a group has matched is part of the
 * state, so that threads cannot be told apart by their insn. */
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "regex_impl.h"

/* Ways are tried until so many insns have run; then the best match so far counts. */
#define INSNS_TRIED 20000000

/* What to do when a way ends: go on at another insn, or (insn -1) set a slot back. */
struct choice {
    int insn, slot;
    regoff_t at;
};

struct attempt {
    const struct regex_input *input;
    regoff_t *slots, *best;
    struct choice *choices;
    size_t count, room;
    long left; /* of INSNS_TRIED */
    bool out_of_memory;
};

static void choose(struct attempt *a, int insn, int slot, regoff_t at)
{
    if (a->count == a->room) {
        struct choice *more = realloc(a->choices, (a->room * 2 + 64) * sizeof *more);
        if (more == NULL) {
            a->out_of_memory = true;
            return;
        }
        a->choices = more;
        a->room = a->room * 2 + 64;
    }
    a->choices[a->count++] = (struct choice){insn, slot, at};
}

static void save(struct attempt *a, int slot, regoff_t at)
{
    choose(a, -1, slot, a->slots[slot]);
    a->slots[slot] = at;
}

static bool same(const struct attempt *a, regoff_t x, regoff_t y, regoff_t length)
{
    const char *text = a->input->text;

    if (!(a->input->program->flags & REG_ICASE))
        return memcmp(text + x, text + y, (size_t)length) == 0;
    for (regoff_t i = 0; i < length; i++)
        if (towlower((unsigned char)text[x + i]) != towlower((unsigned char)text[y + i]))
            return false;
    return true;
}

/* What the group has matched, again, from a position on: its length, or -1. */
static regoff_t match_again(const struct attempt *a, int group, regoff_t at)
{
    regoff_t start = a->slots[2 * group], length = a->slots[2 * group + 1] - start;

    if (start < 0 || length < 0 || length > a->input->length - at || !same(a, start, at, length))
        return -1;
    return length;
}

/* One insn; false when this way ends. */
static bool one_insn(struct attempt *a, int *at_insn, regoff_t *at)
{
    const struct __regex *program = a->input->program;
    const struct regex_insn *insn = &program->insns[*at_insn];
    regoff_t length = 0;
    int step = 1;

    switch (insn->op) {
    case RE_SAVE:
    case RE_MARK: save(a, insn->a, *at); break;
    case RE_JUMP: step = insn->a; break;
    case RE_SPLIT:
        choose(a, *at_insn + insn->b, 0, *at);
        step = insn->a;
        break;
    case RE_LOOP:
        if (a->slots[insn->b] != *at) {
            choose(a, *at_insn + 1, 0, *at);
            step = insn->a;
        }
        break;
    case RE_BACK: length = match_again(a, insn->a, *at); break;
    case RE_CHAR:
    case RE_ANY:
    case RE_SET: {
        wchar_t c = __regex_character(a->input, *at, &length);
        if (length == 0 || !__regex_accepts(program, insn, c))
            return false;
        break;
    }
    case RE_MATCH:
        if (a->slots[1] > a->best[1])
            memcpy(a->best, a->slots, (size_t)program->slots * sizeof *a->best);
        return false;
    default:
        if (!__regex_assert(a->input, insn->op, *at))
            return false;
        break;
    }
    *at_insn += step;
    *at += length;
    return length >= 0;
}

/* The longest match that starts here. */
static void attempt_at(struct attempt *a, regoff_t start)
{
    for (int i = 0; i < a->input->program->slots; i++)
        a->slots[i] = a->best[i] = -1;
    choose(a, 0, 0, start);
    while (a->count > 0 && !a->out_of_memory && a->left > 0 && a->best[1] < a->input->length) {
        struct choice choice = a->choices[--a->count];
        if (choice.insn < 0) {
            a->slots[choice.slot] = choice.at;
            continue;
        }
        while (one_insn(a, &choice.insn, &choice.at) && --a->left > 0)
            continue;
    }
    a->count = 0;
}

int __regex_backtrack(const struct regex_input *input, regoff_t *slots)
{
    size_t slot_count = (size_t)input->program->slots;
    struct attempt a = {.input = input, .left = INSNS_TRIED};
    int length = 1;

    a.slots = calloc(2 * slot_count, sizeof *a.slots);
    a.out_of_memory = a.slots == NULL;
    a.best = a.slots != NULL ? a.slots + slot_count : NULL;
    for (regoff_t at = 0; at <= input->length && length > 0 && !a.out_of_memory && slots[0] < 0; at += length) {
        attempt_at(&a, at);
        if (a.best[0] >= 0)
            memcpy(slots, a.best, slot_count * sizeof *slots);
        __regex_character(input, at, &length);
    }
    free(a.slots);
    free(a.choices);
    if (slots[0] >= 0)
        return 0;
    return a.out_of_memory || a.left <= 0 ? REG_ESPACE : REG_NOMATCH;
}
