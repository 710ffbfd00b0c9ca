/* Statistics as text and as JSON, from one description of what there is. */
#include "front.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "isa/cause.h"
#include "isa/isa.h"
#include "isa/machine.h"

/* Names of a group of counters: identifiers for programs, texts for people.  NULL: a number without a name. */
struct naming {
    const char *(*key)(unsigned);
    const char *(*text)(unsigned);
};

static const char *cause_key(unsigned cause)
{
    return isa_cause_name(cause);
}

static const char *line_key(unsigned line)
{
    static const char *const keys[] = {"timer", "ipi", "device"};
    return keys[line];
}

static const char *class_key(unsigned class)
{
    static const char *const keys[PEACH_CLASSES] = {
        [PERF_INTEGER - PERF_CLASSES] = "integer", [PERF_LOAD - PERF_CLASSES] = "load",
        [PERF_STORE - PERF_CLASSES] = "store",     [PERF_ATOMIC - PERF_CLASSES] = "atomic",
        [PERF_BRANCH - PERF_CLASSES] = "branch",   [PERF_JUMP - PERF_CLASSES] = "jump",
        [PERF_FLOAT - PERF_CLASSES] = "float",     [PERF_SYSTEM - PERF_CLASSES] = "system"};
    return keys[class];
}

static const struct naming class_naming = {class_key, class_key}, owner_naming = {owner_key, owner_text},
                           fault_naming = {fault_key, fault_text}, cause_naming = {cause_key, cause_key},
                           line_naming = {line_key, line_key}, syscall_naming = {syscall_name, syscall_name};

/* A writer of nested groups of named numbers. */
struct report {
    FILE *out;
    bool json;
    unsigned depth;
    bool first; /* nothing stands in this group yet */
};

/* A string with quotes and what JSON cannot hold escaped. */
static void quote(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else
            fputc(*text, out);
    fputc('"', out);
}

static void begin_item(struct report *report, const char *name)
{
    if (report->json)
        fprintf(report->out, "%s\n%*s", report->first ? "" : ",", (int)(2 * report->depth), "");
    else
        fprintf(report->out, "%*s", (int)(2 * (report->depth - 1)), "");
    report->first = false;
    if (report->json && name) {
        quote(report->out, name);
        fputs(": ", report->out);
    }
}

static void number(struct report *report, const char *name, uint64_t value)
{
    begin_item(report, name);
    if (report->json)
        fprintf(report->out, "%" PRIu64, value);
    else
        fprintf(report->out, "%-*s %15" PRIu64 "\n", (int)(52 - 2 * report->depth), name, value);
}

static void begin(struct report *report, const char *name, char bracket)
{
    begin_item(report, name);
    if (report->json)
        fputc(bracket, report->out);
    else
        fprintf(report->out, "%s\n", name);
    report->depth++;
    report->first = true;
}

static void end(struct report *report, char bracket)
{
    report->depth--;
    if (report->json)
        fprintf(report->out, "\n%*s%c", (int)(2 * report->depth), "", bracket);
    report->first = false;
}

/* Counters with a name each; zeros are left out. */
static void counters(struct report *report, const char *title, const uint64_t *values, unsigned count,
                     const struct naming *naming)
{
    begin(report, title, '{');
    for (unsigned i = 0; i < count; i++) {
        char text[16];
        const char *known = report->json ? naming->key(i) : naming->text(i);
        if (!values[i])
            continue;
        snprintf(text, sizeof text, "%u", i);
        number(report, known ? known : text, values[i]);
    }
    end(report, '}');
}

static uint64_t refills(const struct peach_stats *stats)
{
    return stats->traps[CAUSE_REFILL_FETCH] + stats->traps[CAUSE_REFILL_LOAD] + stats->traps[CAUSE_REFILL_STORE];
}

static void put_tlb(struct report *report, const struct peach_stats *stats)
{
    uint64_t misses = refills(stats);
    begin(report, "tlb", '{');
    if (stats->tlb_lookups) {
        number(report, "lookups", stats->tlb_lookups);
        number(report, "hits", stats->tlb_lookups > misses ? stats->tlb_lookups - misses : 0);
    }
    number(report, "misses", misses);
    number(report, "writes", stats->tlb_writes);
    number(report, "evictions", stats->tlb_evictions);
    end(report, '}');
}

static void put_disk(struct report *report, const struct peach_stats *stats)
{
    begin(report, "disk", '{');
    number(report, "reads", stats->disk_reads);
    number(report, "writes", stats->disk_writes);
    number(report, "flushes", stats->disk_flushes);
    number(report, "sectors_read", stats->disk_sectors_read);
    number(report, "sectors_written", stats->disk_sectors_written);
    end(report, '}');
}

static void put_process(struct report *report, const struct peach_process *process)
{
    char title[PEACH_NAME_BYTES + 16];
    snprintf(title, sizeof title, "%u %s", process->pid, process->name);
    begin(report, report->json ? NULL : title, '{');
    if (report->json) {
        number(report, "pid", process->pid);
        begin_item(report, "name");
        quote(report->out, process->name);
        number(report, "parent", process->parent);
    }
    number(report, "run_ns", process->run_ns);
    number(report, "switches", process->switches);
    number(report, "syscalls", process->syscalls);
    number(report, "refills", process->refills);
    counters(report, "faults", process->faults, PEACH_FAULT_KINDS, &fault_naming);
    end(report, '}');
}

static void put_processes(struct report *report, const struct peach *machine)
{
    size_t count = peach_processes(machine, NULL, 0);
    struct peach_process *processes = calloc(count ? count : 1, sizeof *processes);
    if (!processes)
        return;
    count = peach_processes(machine, processes, count);
    begin(report, "processes", '[');
    for (size_t i = 0; i < count; i++)
        put_process(report, &processes[i]);
    end(report, ']');
    free(processes);
}

static void put_host(struct report *report, const struct peach *machine)
{
    struct peach_host_stats stats;
    peach_host_stats(machine, &stats);
    begin(report, "host", '{');
    number(report, "translated_instructions", stats.translated_insns);
    number(report, "interpreted_instructions", stats.interpreted_insns);
    number(report, "translated_blocks", stats.blocks);
    number(report, "invalidated_blocks", stats.invalidated);
    number(report, "code_cache_drops", stats.cache_drops);
    number(report, "code_cache_bytes", stats.cache_bytes);
    end(report, '}');
}

void stats_print(const struct peach *machine, enum stats_format format, FILE *out)
{
    struct report report = {.out = out, .json = format == STATS_JSON, .depth = 1, .first = true};
    struct peach_stats stats;
    peach_stats(machine, &stats);
    if (report.json)
        fputc('{', out);
    number(&report, "instructions", stats.insns);
    number(&report, "user_instructions", stats.user_insns);
    number(&report, "time_ns", stats.time_ns);
    number(&report, "idle_ns", stats.idle_ns);
    if (stats.classes[0])
        counters(&report, "classes", stats.classes, PEACH_CLASSES, &class_naming);
    put_tlb(&report, &stats);
    counters(&report, "traps", stats.traps, PEACH_CAUSES, &cause_naming);
    counters(&report, "interrupts", stats.interrupts, 3, &line_naming);
    counters(&report, "syscalls", stats.syscalls, PEACH_SYSCALLS, &syscall_naming);
    counters(&report, "faults", stats.faults, PEACH_FAULT_KINDS, &fault_naming);
    number(&report, "switches", stats.switches);
    number(&report, "swapped_in", stats.swap_ins);
    number(&report, "swapped_out", stats.swap_outs);
    put_disk(&report, &stats);
    number(&report, "console_bytes_in", stats.console_in);
    number(&report, "console_bytes_out", stats.console_out);
    counters(&report, "frames", stats.frames, PEACH_OWNERS, &owner_naming);
    put_host(&report, machine);
    put_processes(&report, machine);
    if (report.json)
        fputs("\n}\n", out);
}
