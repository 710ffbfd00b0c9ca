/* What translated code calls: the slow path of memory, traps, and single instructions by the interpreter. */
#include "isa/machine.h"
#include "jit/jit_impl.h"

static const struct jit *jit_of(const struct hart *hart)
{
    return hart->cpu->engine.context;
}

/* Exact pc and time at a site. */
static uint32_t arrive(struct hart *hart, uint64_t site)
{
    uint32_t left = hart->fast.left + (uint16_t)(site >> 32);
    hart->pc = (uint32_t)site;
    hart->time_ns = hart->fast.deadline_ns - left;
    hart->fast.table = hart->fast.tables[(hart->status & STATUS_USER) != 0];
    return left;
}

/* Go on at hart->pc with what is left of the budget. */
static struct outcome go_on(struct hart *hart, uint32_t left)
{
    hart->fast.left = left;
    jit_refresh(hart);
    const void *code = hart->leave ? NULL : jit_find_jump(hart);
    return (struct outcome){LEAVE_PLAIN, code ? code : jit_of(hart)->thunks.leave};
}

static struct outcome trapped(struct hart *hart, uint32_t cause, uint32_t badva, uint32_t left)
{
    hart_trap(hart, cause, badva);
    return go_on(hart, left);
}

struct outcome jit_load(struct hart *hart, uint32_t va, uint64_t unused, uint64_t site)
{
    (void)unused;
    uint64_t value;
    uint32_t left = arrive(hart, site);
    uint32_t cause = hart_load(hart, va, (unsigned)(site >> 48), &value);
    return cause ? trapped(hart, cause, va, left) : (struct outcome){value, NULL};
}

struct outcome jit_store(struct hart *hart, uint32_t va, uint64_t value, uint64_t site)
{
    uint32_t left = arrive(hart, site);
    uint32_t cause = hart_store(hart, va, (unsigned)(site >> 48), value);
    return cause ? trapped(hart, cause, va, left) : (struct outcome){0, NULL};
}

struct outcome jit_step(struct hart *hart, uint32_t unused, uint64_t expected_pc, uint64_t site)
{
    (void)unused;
    uint32_t left = arrive(hart, site), traps = hart->fast.traps;
    hart_execute(hart, 1);
    uint32_t now_left = (uint32_t)(hart->fast.deadline_ns - hart->time_ns);
    hart->leave = hart->leave || hart->cpu->code.stale;
    if (hart->pc == expected_pc && !hart->leave && now_left == left - 1 && hart->fast.traps == traps) {
        jit_refresh(hart);
        return (struct outcome){0, NULL};
    }
    return go_on(hart, now_left);
}

struct outcome jit_tlb_write(struct hart *hart, uint32_t lo, uint64_t unused, uint64_t site)
{
    (void)unused;
    arrive(hart, site);
    hart_tlb_write(hart, lo);
    return (struct outcome){0, NULL};
}
