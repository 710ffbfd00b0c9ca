#include <stdlib.h>
#include <string.h>

#include "regex_impl.h"

/* The positions that the caller wants, from the slots. */
static void report(regmatch_t *match, size_t count, const regoff_t *slots, int slot_count, regoff_t base)
{
    for (size_t i = 0; i < count; i++) {
        bool taken = 2 * i + 1 < (size_t)slot_count && slots[2 * i] >= 0 && slots[2 * i + 1] >= 0;
        match[i].rm_so = taken ? base + slots[2 * i] : -1;
        match[i].rm_eo = taken ? base + slots[2 * i + 1] : -1;
    }
}

int regexec(const regex_t *restrict regex, const char *restrict text, size_t count, regmatch_t match[restrict],
            int flags)
{
    const struct __regex *program = regex->__program;
    regoff_t base = flags & REG_STARTEND ? match[0].rm_so : 0;
    regoff_t end = flags & REG_STARTEND ? match[0].rm_eo : (regoff_t)strlen(text);
    struct regex_input input = {program, text + base, end - base, flags};

    if (program->flags & REG_NOSUB)
        count = 0;
    int groups = count < (size_t)program->groups ? (int)count : program->groups;
    int slot_count = groups > 0 ? 2 * groups : 2;
    if (program->refers_back)
        slot_count = program->slots;
    regoff_t *slots = malloc((size_t)slot_count * sizeof *slots);
    if (slots == NULL)
        return REG_ESPACE;
    for (int i = 0; i < slot_count; i++)
        slots[i] = -1;
    int error = program->refers_back ? __regex_backtrack(&input, slots) : __regex_run(&input, slots, slot_count);
    if (error == 0)
        report(match, count, slots, 2 * groups, base);
    free(slots);
    return error;
}
