/* Looking inside a machine. */
#include "machine.h"

#include <string.h>

#include "isa/isa.h"
#include "isa/machine.h"
#include "isa/machine/info.h"

bool peach_inspect(const struct peach *machine, unsigned number, struct peach_hart *out)
{
    if (number >= machine->cpu.hart_count)
        return false;
    const struct hart *hart = &machine->cpu.harts[number];
    *out = (struct peach_hart){
        .pc = hart->pc,
        .status = hart->status,
        .asid = hart->asid,
        .cause = hart->cause,
        .epc = hart->epc,
        .badva = hart->badva,
        .waits = hart->waits,
        .insns = hart->insns,
    };
    memcpy(out->r, hart->r, sizeof out->r);
    memcpy(out->f, hart->f, sizeof out->f);
    return true;
}

bool peach_read_memory(const struct peach *machine, uint32_t pa, void *bytes, size_t length)
{
    uint8_t *to = bytes;
    bool writable, executable;
    for (size_t at = 0; at < length; at += PAGE_BYTES - (pa + at) % PAGE_BYTES)
        if (pa + at > UINT32_MAX || !memory_page(&machine->bus.memory, (uint32_t)(pa + at), &writable, &executable))
            return false;
    for (size_t at = 0, part; at < length; at += part) {
        uint32_t offset = (uint32_t)(pa + at) % PAGE_BYTES;
        part = PAGE_BYTES - offset < length - at ? PAGE_BYTES - offset : length - at;
        memcpy(to + at, memory_page(&machine->bus.memory, (uint32_t)(pa + at), &writable, &executable) + offset, part);
    }
    return true;
}

bool peach_write_memory(struct peach *machine, uint32_t pa, const void *bytes, size_t length)
{
    uint8_t *ram = memory_ram(&machine->bus.memory, pa, length);
    if (!ram)
        return false;
    machine->bus.memory.base_is_current = false;
    memcpy(ram, bytes, length);
    bus_written(&machine->bus, pa, (uint32_t)length);
    return true;
}

bool peach_translate(const struct peach *machine, unsigned hart, uint32_t va, uint32_t *pa)
{
    return hart < machine->cpu.hart_count && hart_translate(&machine->cpu.harts[hart], va, ACCESS_LOAD, pa) == 0;
}

void peach_tlb_shape(const struct peach *machine, unsigned *sets, unsigned *ways)
{
    *sets = machine->config.tlb_sets;
    *ways = machine->config.tlb_ways;
}

size_t peach_tlb(const struct peach *machine, unsigned number, struct peach_tlb_entry *out, size_t count)
{
    if (number >= machine->cpu.hart_count)
        return 0;
    const struct tlb *tlb = &machine->cpu.harts[number].tlb;
    size_t all = (size_t)tlb->sets * tlb->ways;
    for (size_t i = 0; i < all && i < count; i++) {
        const struct tlb_entry *entry = tlb_entry(tlb, (unsigned)i);
        out[i] = tlb_is_used(entry) ? (struct peach_tlb_entry){entry->hi, entry->lo & ~TLB_SHADOWED}
                                    : (struct peach_tlb_entry){0};
    }
    return all < count ? all : count;
}

bool peach_framebuffer(const struct peach *machine, struct peach_framebuffer *out)
{
    return framebuffer_view(machine_device(machine, INFO_CLASS_FRAMEBUFFER), out);
}

static void dump_hart(const struct hart *hart, FILE *out)
{
    fprintf(out, "hart %u: pc %08x, status %02x, cause %08x, epc %08x, badva %08x, asid %u%s\n", hart->id, hart->pc,
            hart->status, hart->cause, hart->epc, hart->badva, hart->asid, hart->waits ? ", waits" : "");
    for (unsigned i = 1; i < 16; i++)
        fprintf(out, "  %s %08x%s", isa_reg_name(i), hart->r[i], i == 8 || i == 15 ? "\n" : "");
}

void peach_dump(const struct peach *machine, FILE *out)
{
    for (unsigned i = 0; i < machine->cpu.hart_count; i++)
        dump_hart(&machine->cpu.harts[i], out);
    for (unsigned i = 0; i < machine->bus.device_count; i++) {
        const struct device *device = machine->bus.devices[i];
        if (device->class->dump)
            device->class->dump(device, out);
    }
}

size_t peach_processes(const struct peach *machine, struct peach_process *out, size_t count)
{
    for (size_t i = 0; i < machine->monitor.process_count && i < count; i++)
        out[i] = monitor_process(&machine->monitor, i);
    return machine->monitor.process_count;
}

uint32_t peach_running(const struct peach *machine, unsigned hart)
{
    const struct peach_process *process = hart < PEACH_HARTS_MAX ? machine->monitor.running[hart] : NULL;
    return process ? process->pid : 0;
}

size_t peach_frame_count(const struct peach *machine)
{
    return machine->monitor.frame_count;
}

size_t peach_frames(const struct peach *machine, size_t first, struct peach_frame *out, size_t count)
{
    size_t all = machine->monitor.frame_count;
    size_t copied = first >= all ? 0 : count < all - first ? count : all - first;
    if (copied)
        memcpy(out, machine->monitor.frames + first, copied * sizeof *out);
    return copied;
}

bool peach_subscribe(struct peach *machine, uint32_t mask, void (*listener)(void *, const struct peach_event *),
                     void *context)
{
    return monitor_subscribe(&machine->monitor, mask, listener, context);
}

const char *peach_event_name(unsigned kind)
{
    static const char *const names[PEACH_EVENT_KINDS] = {
        [PEACH_EVENT_TRAP] = "trap",
        [PEACH_EVENT_INTERRUPT] = "interrupt",
        [PEACH_EVENT_ERET] = "eret",
        [PEACH_EVENT_SYSCALL] = "syscall",
        [PEACH_EVENT_REFILL] = "refill",
        [PEACH_EVENT_TLB_WRITE] = "tlb-write",
        [PEACH_EVENT_TLB_EVICT] = "tlb-evict",
        [PEACH_EVENT_FAULT] = "fault",
        [PEACH_EVENT_SWITCH] = "switch",
        [PEACH_EVENT_PROCESS] = "process",
        [PEACH_EVENT_GONE] = "gone",
        [PEACH_EVENT_STATE] = "state",
        [PEACH_EVENT_FRAME] = "frame",
        [PEACH_EVENT_SWAP] = "swap",
        [PEACH_EVENT_IPC] = "ipc",
        [PEACH_EVENT_NOTE] = "note",
        [PEACH_EVENT_MARK] = "mark",
        [PEACH_EVENT_DISK] = "disk",
        [PEACH_EVENT_IPI] = "ipi",
    };
    return kind < PEACH_EVENT_KINDS ? names[kind] : "unknown";
}

void peach_stats(const struct peach *machine, struct peach_stats *out)
{
    monitor_stats(&machine->monitor, out);
    out->insns = peach_insns(machine);
    out->time_ns = machine->now_ns;
    for (unsigned i = 0; i < machine->cpu.hart_count; i++) {
        const struct hart *hart = &machine->cpu.harts[i];
        out->user_insns += hart_perf(hart, PERF_USER_INSNS);
        out->tlb_writes += hart_perf(hart, PERF_TLB_WRITES);
        out->tlb_evictions += hart->perf.tlb_evictions;
        out->tlb_lookups += hart->perf.tlb_lookups;
        for (unsigned cause = 0; cause < PEACH_CAUSES; cause++)
            out->traps[cause] += hart->perf.traps[cause];
        for (unsigned line = 0; line < 3; line++)
            out->interrupts[line] += hart->perf.interrupts[line];
        for (unsigned class = 0; class < PEACH_CLASSES; class ++)
            out->classes[class] += hart->perf.classes[class];
    }
}

void peach_count(struct peach *machine)
{
    for (unsigned i = 0; i < machine->cpu.hart_count; i++)
        machine->cpu.harts[i].perfctl |= PERFCTL_COUNT;
}

void peach_host_stats(const struct peach *machine, struct peach_host_stats *out)
{
    struct jit_stats jit;
    jit_stats(machine->jit, &jit);
    *out = (struct peach_host_stats){
        .translated_insns = jit.insns,
        .interpreted_insns = peach_insns(machine) - machine->start_insns - jit.insns,
        .blocks = jit.blocks,
        .invalidated = jit.invalidated,
        .cache_drops = jit.drops,
        .cache_bytes = jit.code_bytes,
    };
}
