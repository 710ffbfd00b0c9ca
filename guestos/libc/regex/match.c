/* All ways through the program at once, a character at a time: time is the text's length times the program's, at most.
 */
#include <stdlib.h>
#include <string.h>

#include "regex_impl.h"

/* Threads in the order of their preference; slots[i] are those of threads[i]. */
struct list {
    int *threads;
    regoff_t *slots;
    size_t count;
};

struct step {
    int insn; /* go on here, or -1: set the slot back */
    int slot;
    regoff_t old;
};

struct run {
    const struct regex_input *input;
    int slot_count;
    struct list now, next;
    regoff_t *visited; /* by insn: the last position + 1 at which it was reached */
    struct step *steps;
    regoff_t *current; /* slots of the thread that is being added */
};

static void push(struct run *run, size_t *depth, int insn)
{
    run->steps[(*depth)++] = (struct step){insn, 0, 0};
}

static void save(struct run *run, size_t *depth, int slot, regoff_t at)
{
    if (slot >= run->slot_count)
        return;
    run->steps[(*depth)++] = (struct step){-1, slot, run->current[slot]};
    run->current[slot] = at;
}

/* Follow what takes no character: the insn where to go on, or -1 when the thread stops or has become one of the list.
 */
static int follow(struct run *run, struct list *list, size_t *depth, int insn, regoff_t at)
{
    const struct regex_insn *i = &run->input->program->insns[insn];

    switch (i->op) {
    case RE_SAVE: save(run, depth, i->a, at); return insn + 1;
    case RE_MARK: return insn + 1;
    case RE_JUMP: return insn + i->a;
    case RE_SPLIT: push(run, depth, insn + i->b); return insn + i->a;
    case RE_LOOP: push(run, depth, insn + 1); return insn + i->a;
    case RE_CHAR:
    case RE_ANY:
    case RE_SET:
    case RE_BACK:
    case RE_MATCH:
        memcpy(list->slots + list->count * (size_t)run->slot_count, run->current,
               (size_t)run->slot_count * sizeof *run->current);
        list->threads[list->count++] = insn;
        return -1;
    default: return __regex_assert(run->input, i->op, at) ? insn + 1 : -1;
    }
}

/* Add the threads that an insn leads to, without those that are there. */
static void add(struct run *run, struct list *list, int insn, regoff_t at)
{
    size_t depth = 0;

    push(run, &depth, insn);
    while (depth > 0) {
        struct step step = run->steps[--depth];
        if (step.insn < 0)
            run->current[step.slot] = step.old;
        for (insn = step.insn; insn >= 0 && run->visited[insn] != at + 1;) {
            run->visited[insn] = at + 1;
            insn = follow(run, list, &depth, insn, at);
        }
    }
}

/* Is this match better than the best?  It starts earlier, or there and is longer. */
static bool is_better(const regoff_t *match, const regoff_t *best)
{
    return best[0] < 0 || match[0] < best[0] || (match[0] == best[0] && match[1] > best[1]);
}

/* One character for all threads. */
static void step(struct run *run, regoff_t at, regoff_t *best)
{
    const struct __regex *program = run->input->program;
    size_t bytes = (size_t)run->slot_count * sizeof *best;
    int length;
    wchar_t c = __regex_character(run->input, at, &length);

    run->next.count = 0;
    for (size_t i = 0; i < run->now.count; i++) {
        const regoff_t *slots = run->now.slots + i * (size_t)run->slot_count;
        const struct regex_insn *insn = &program->insns[run->now.threads[i]];
        if (best[0] >= 0 && slots[0] > best[0])
            continue;
        if (insn->op == RE_MATCH) {
            if (is_better(slots, best))
                memcpy(best, slots, bytes);
        } else if (length > 0 && __regex_accepts(program, insn, c)) {
            memcpy(run->current, slots, bytes);
            add(run, &run->next, run->now.threads[i] + 1, at + length);
        }
    }
}

static void swap(struct run *run)
{
    struct list list = run->now;

    run->now = run->next;
    run->next = list;
}

/* Where the next match can start, from a position on. */
static regoff_t skip(const struct regex_input *input, regoff_t at)
{
    if (input->program->first < 0 || at >= input->length)
        return at;
    const char *found = memchr(input->text + at, input->program->first, (size_t)(input->length - at));
    return found != NULL ? (regoff_t)(found - input->text) : input->length;
}

static void run_all(struct run *run, regoff_t *best)
{
    const struct regex_input *input = run->input;
    int length = 1;

    for (regoff_t at = 0; at <= input->length; at += length) {
        if (run->now.count == 0 && best[0] >= 0)
            return;
        if (run->now.count == 0)
            at = skip(input, at);
        if (best[0] < 0) {
            for (int i = 0; i < run->slot_count; i++)
                run->current[i] = -1;
            add(run, &run->now, 0, at);
        }
        step(run, at, best);
        swap(run);
        __regex_character(input, at, &length);
        if (length == 0)
            return;
    }
}

int __regex_run(const struct regex_input *input, regoff_t *slots, int slot_count)
{
    size_t insns = input->program->count, per_list = insns * (size_t)slot_count;
    struct run run = {.input = input, .slot_count = slot_count};
    regoff_t *numbers = calloc(2 * per_list + (size_t)slot_count + insns, sizeof *numbers);
    int *threads = calloc(2 * insns, sizeof *threads);

    run.steps = calloc(2 * insns + 1, sizeof *run.steps);
    if (numbers != NULL && threads != NULL && run.steps != NULL) {
        run.now = (struct list){.threads = threads, .slots = numbers};
        run.next = (struct list){.threads = threads + insns, .slots = numbers + per_list};
        run.current = numbers + 2 * per_list;
        run.visited = run.current + slot_count;
        run_all(&run, slots);
    }
    bool failed = numbers == NULL || threads == NULL || run.steps == NULL;
    free(numbers);
    free(threads);
    free(run.steps);
    return failed ? REG_ESPACE : slots[0] < 0 ? REG_NOMATCH : 0;
}
