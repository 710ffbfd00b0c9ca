#include "watch.h"

#include <stdlib.h>
#include <string.h>

#include "machine.h"
#include "isa/machine/trace.h"
#include "theme.h"

static void on_event(void *context, const struct peach_event *event)
{
    struct watch *watch = context;
    watch->refills++;
    watch->set_miss_ns[event->a >> PAGE_SHIFT & (watch->sets - 1)] = event->time_ns;
    watch->misses[watch->miss_count++ % WATCH_MISSES_MAX] = (struct watch_miss){event->time_ns, event->a, event->pid};
}

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        abort();
    return memory;
}

void watch_init(struct watch *watch, struct peach *machine)
{
    memset(watch, 0, sizeof *watch);
    watch->machine = machine;
    peach_tlb_shape(machine, &watch->sets, &watch->ways);
    watch->set_miss_ns = allocate(watch->sets, sizeof *watch->set_miss_ns);
    watch->tlb = allocate((size_t)watch->sets * watch->ways, sizeof *watch->tlb);
    watch->new_tlb = allocate((size_t)watch->sets * watch->ways, sizeof *watch->new_tlb);
    watch->tlb_since_ns = allocate((size_t)watch->sets * watch->ways, sizeof *watch->tlb_since_ns);
    watch->frame_count = peach_frame_count(machine);
    watch->frames = allocate(watch->frame_count, sizeof *watch->frames);
    peach_subscribe(machine, 1u << PEACH_EVENT_REFILL, on_event, watch);
    watch_look(watch);
}

void watch_fini(struct watch *watch)
{
    free(watch->set_miss_ns);
    free(watch->tlb);
    free(watch->new_tlb);
    free(watch->tlb_since_ns);
    free(watch->frames);
}

/* The machine does not note when entries are written: what was another one at the last look is new. */
static void look_at_tlb(struct watch *watch)
{
    size_t count = peach_tlb(watch->machine, 0, watch->new_tlb, (size_t)watch->sets * watch->ways);
    for (size_t i = 0; i < count; i++) {
        if (watch->new_tlb[i].hi == watch->tlb[i].hi && watch->new_tlb[i].lo == watch->tlb[i].lo)
            continue;
        watch->tlb[i] = watch->new_tlb[i];
        watch->tlb_since_ns[i] = watch->stats.time_ns;
    }
}

void watch_look(struct watch *watch)
{
    peach_frames(watch->machine, 0, watch->frames, watch->frame_count);
    size_t known = peach_processes(watch->machine, watch->processes, WATCH_PROCESSES_MAX);
    watch->process_count = known < WATCH_PROCESSES_MAX ? known : WATCH_PROCESSES_MAX;
    peach_stats(watch->machine, &watch->stats);
    look_at_tlb(watch);
}

static uint64_t fault_sum(const struct peach_stats *stats)
{
    uint64_t sum = 0;
    for (int kind = 0; kind < PEACH_FAULT_KINDS; kind++)
        sum += stats->faults[kind];
    return sum;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

void watch_sample(struct watch *watch, uint64_t host_ns)
{
    struct peach_stats now;
    peach_stats(watch->machine, &now);
    const struct peach_stats *last = &watch->last_stats;
    double guest_s = (double)(now.time_ns - last->time_ns) / 1e9;
    double lookups = (double)(now.user_insns - last->user_insns);
    double misses = (double)(watch->refills - watch->last_refills);
    watch->rates = (struct watch_rates){
        .mips = ratio((double)(now.insns - last->insns) * 1e3, (double)(host_ns - watch->last_host_ns)),
        .hit_rate = lookups > misses ? 1 - ratio(misses, lookups)
                    : lookups > 0    ? 0
                                     : 1,
        .misses_per_s = ratio(misses, guest_s),
        .faults_per_s = ratio((double)(fault_sum(&now) - fault_sum(last)), guest_s),
        .busy = 1 - ratio((double)(now.idle_ns - last->idle_ns) / 1e9, guest_s),
    };
    watch->last_stats = now;
    watch->last_refills = watch->refills;
    watch->last_host_ns = host_ns;
}

const struct peach_process *watch_process_of_asid(const struct watch *watch, uint32_t asid)
{
    for (size_t i = watch->process_count; i-- > 0;)
        if (!watch->processes[i].gone && watch->processes[i].asid == asid)
            return &watch->processes[i];
    return NULL;
}

unsigned watch_runnable(const struct watch *watch)
{
    unsigned runnable = 0;
    for (size_t i = 0; i < watch->process_count; i++) {
        const struct peach_process *process = &watch->processes[i];
        runnable += !process->gone && (process->state == TRACE_RUNNABLE || process->state == TRACE_RUNNING);
    }
    return runnable;
}

uint32_t watch_process_color(uint32_t pid)
{
    static const uint32_t palette[] = {0xffb08a, 0x8fc47a, 0x7fb7e6, 0xe6c75a, 0xd98cc4, 0x6fd0c0,
                                       0xe88a7a, 0xa99af0, 0xb8d060, 0x5fa0d0, 0xf0a0b0, 0xc0a070};
    return pid ? palette[(pid - 1) % (sizeof palette / sizeof *palette)] : THEME_KERNEL;
}
