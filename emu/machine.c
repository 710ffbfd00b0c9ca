/* A machine's life: creation, turns of its harts, reset. */
#include "machine.h"

#include <stdlib.h>
#include <string.h>

#include "isa/machine.h"
#include "isa/machine/framebuffer.h"
#include "isa/machine/info.h"

#define RAM_BYTES_MIN 0x10000u
#define RAM_BYTES_MAX 0x40000000u
#define TLB_SETS_MAX  32768u      /* TLBSHAPE has 16 bits for it */
#define RTC_DEFAULT   1767225600u /* 2026-01-01 00:00:00 UTC */

void peach_config_default(struct peach_config *config)
{
    *config = (struct peach_config){
        .ram_bytes = 64u << 20,
        .harts = 1,
        .tlb_sets = 256,
        .tlb_ways = 4,
        .rtc_seconds = RTC_DEFAULT,
        .jit = true,
        .command_line = "",
    };
}

static bool is_power_of_two(unsigned value)
{
    return value && (value & (value - 1)) == 0;
}

/* What is wrong with a configuration; NULL when nothing is. */
static const char *complaint(const struct peach_config *config)
{
    unsigned long entries = (unsigned long)config->tlb_sets * config->tlb_ways;
    if (config->ram_bytes < RAM_BYTES_MIN || config->ram_bytes > RAM_BYTES_MAX || config->ram_bytes % PAGE_BYTES)
        return "memory size must be a multiple of 4K from 64K to 1G";
    if (config->harts < 1 || config->harts > PEACH_HARTS_MAX)
        return "number of harts must be 1 to 8";
    if (!is_power_of_two(config->tlb_sets) || !is_power_of_two(config->tlb_ways) || config->tlb_ways < TLB_WAYS_MIN ||
        config->tlb_ways > TLB_WAYS_MAX || config->tlb_sets > TLB_SETS_MAX || entries < TLB_ENTRIES_MIN ||
        entries > TLB_ENTRIES_MAX)
        return "TLB must have SETSxWAYS, powers of two, 16 to 65536 entries, 2 to 64 ways";
    if (strlen(config->command_line) > INFO_COMMAND_MAX)
        return "command line is longer than 2047 bytes";
    if (config->disk_count > PEACH_DISKS_MAX)
        return "at most 4 disks";
    if (config->fault_count > PEACH_FAULTS_MAX)
        return "at most 16 faults";
    return NULL;
}

static bool add_device(struct peach *machine, const struct device_place *place, unsigned number, char *error)
{
    struct device *device = calloc(1, place->class->state_bytes);
    if (!device) {
        snprintf(error, PEACH_ERROR_BYTES, "out of memory");
        return false;
    }
    *device = (struct device){
        .class = place->class,
        .base = place->base,
        .line = place->line,
        .number = number,
        .bus = &machine->bus,
        .timeline = &machine->timeline,
        .monitor = &machine->monitor,
        .config = &machine->config,
    };
    machine->bus.devices[machine->bus.device_count++] = device;
    if (place->class == &intc_class)
        machine->bus.intc = device;
    return !place->class->init || place->class->init(device, error);
}

static bool add_devices(struct peach *machine, char *error)
{
    unsigned disks = 0;
    for (unsigned i = 0; i < devices_table_count; i++) {
        bool is_disk = devices_table[i].class == &disk_class;
        if (is_disk && disks == machine->config.disk_count)
            continue;
        if (!add_device(machine, &devices_table[i], is_disk ? disks++ : 0, error))
            return false;
    }
    return true;
}

struct device *machine_device(const struct peach *machine, uint32_t class_id)
{
    unsigned i = 0;
    while (machine->bus.devices[i]->class->id != class_id)
        i++;
    return machine->bus.devices[i];
}

struct device *machine_disk(const struct peach *machine, unsigned number)
{
    unsigned i = 0;
    while (machine->bus.devices[i]->class != &disk_class || machine->bus.devices[i]->number != number)
        i++;
    return machine->bus.devices[i];
}

static bool build(struct peach *machine, const struct peach_config *config, char *error)
{
    machine->config = *config;
    machine->command_line = strdup(config->command_line);
    machine->config.command_line = machine->command_line;
    machine->host = config->host;
    machine->config.host = (struct peach_host){
        .context = machine,
        .console_output = journal_output,
        .console_pull = config->host.console_pull ? journal_pull : NULL,
        .share = journal_share,
        .share_context = machine,
        .sound = config->host.sound,
        .sound_context = config->host.sound_context,
    };
    machine->limit_insns = UINT64_MAX;
    timeline_init(&machine->timeline);
    if (!machine->command_line ||
        !memory_init(&machine->bus.memory, config->ram_bytes, FRAMEBUFFER_VRAM_SIZE, ROM_BYTES) ||
        !monitor_init(&machine->monitor, &machine->timeline, config->ram_bytes >> PAGE_SHIFT) ||
        !cpu_init(&machine->cpu, &machine->bus, &machine->timeline, &machine->monitor, config)) {
        snprintf(error, PEACH_ERROR_BYTES, "out of memory: the host cannot give %u bytes; use a smaller -m",
                 config->ram_bytes);
        return false;
    }
    faults_init(&machine->bus.faults, config, &machine->timeline, &machine->bus.memory, bus_ram_written, &machine->bus);
    if (!add_devices(machine, error))
        return false;
    if (config->jit) {
        struct jit_options options;
        jit_options_default(&options);
        options.dump = config->jit_dump;
        machine->jit = jit_new(&machine->cpu, &options);
    }
    machine_reset(machine);
    return true;
}

struct peach *peach_new(const struct peach_config *config, char *error)
{
    const char *wrong = complaint(config);
    if (wrong) {
        snprintf(error, PEACH_ERROR_BYTES, "%s", wrong);
        return NULL;
    }
    struct peach *machine = calloc(1, sizeof *machine);
    if (machine && build(machine, config, error))
        return machine;
    if (!machine)
        snprintf(error, PEACH_ERROR_BYTES, "out of memory");
    peach_free(machine);
    return NULL;
}

void peach_free(struct peach *machine)
{
    if (!machine)
        return;
    for (unsigned i = 0; i < machine->bus.device_count; i++) {
        struct device *device = machine->bus.devices[i];
        if (device->class->fini)
            device->class->fini(device);
        free(device);
    }
    journal_fini(machine);
    jit_free(machine->jit);
    cpu_fini(&machine->cpu);
    monitor_fini(&machine->monitor);
    memory_fini(&machine->bus.memory);
    free(machine->file);
    free(machine->command_line);
    free(machine);
}

void machine_reset(struct peach *machine)
{
    machine->bus.stop = BUS_RUN;
    machine->bus.memory.base_is_current = false;
    machine->timeline.now_ns = machine->now_ns;
    for (unsigned i = 0; i < machine->bus.device_count; i++) {
        struct device *device = machine->bus.devices[i];
        if (device->class->reset)
            device->class->reset(device);
    }
    cpu_reset(&machine->cpu);
    for (unsigned i = 0; i < machine->cpu.hart_count; i++)
        machine->cpu.harts[i].time_ns = machine->now_ns;
    monitor_reset(&machine->monitor);
    if (machine->file)
        machine_place_file(machine);
    if (machine->has_program)
        machine_enter_program(machine);
}

/* Wake the harts whose interrupts have come.  False when every hart waits.  One that is ahead has had its part of a turn
 * that the limit has cut: the turn goes on first. */
static bool somebody_runs(struct peach *machine)
{
    bool runs = false;
    for (unsigned i = 0; i < machine->cpu.hart_count; i++) {
        struct hart *hart = &machine->cpu.harts[i];
        bool ahead = hart->time_ns > machine->now_ns;
        if (hart->waits && !ahead && (hart_pending(hart) & hart->ienable))
            hart->waits = false;
        runs = runs || ahead || !hart->waits;
    }
    return runs;
}

/* The next moment at which a waiting machine has something to do. */
static uint64_t next_moment(const struct peach *machine)
{
    uint64_t next = machine->timeline.next_ns;
    for (unsigned i = 0; i < machine->cpu.hart_count; i++) {
        const struct hart *hart = &machine->cpu.harts[i];
        if ((hart->ienable >> IRQ_TIMER & 1) && hart->timecmp < next)
            next = hart->timecmp;
    }
    return next;
}

static void skip_to(struct peach *machine, uint64_t now_ns)
{
    machine->monitor.stats.idle_ns += now_ns - machine->now_ns;
    machine->now_ns = now_ns;
    for (unsigned i = 0; i < machine->cpu.hart_count; i++)
        machine->cpu.harts[i].time_ns = now_ns;
}

/* Let every hart have its turn. */
static void turn(struct peach *machine, uint64_t until_ns)
{
    struct cpu *cpu = &machine->cpu;
    uint64_t start = machine->now_ns;
    uint64_t end = cpu->hart_count == 1 ? until_ns : (machine->now_ns / MACHINE_TURN_NS + 1) * MACHINE_TURN_NS;
    for (unsigned i = 0; i < cpu->hart_count && machine->bus.stop == BUS_RUN; i++) {
        struct hart *hart = &cpu->harts[i];
        hart_run(hart, end, machine->limit_insns - peach_insns(machine));
        machine->now_ns = hart->time_ns;
    }
    if (cpu->hart_count > 1 && machine->bus.stop == BUS_RUN && machine->now_ns < end)
        machine->now_ns = start; /* the limit has cut the turn: what is due in it still happens at its end */
}

static enum peach_stop stopped(const struct peach *machine)
{
    switch (machine->bus.stop) {
    case BUS_PANIC: return PEACH_PANIC;
    case BUS_STUCK: return PEACH_STUCK;
    case BUS_POWER_CUT: return PEACH_POWER_CUT;
    default: return PEACH_EXIT;
    }
}

enum peach_stop machine_run(struct peach *machine, uint64_t until_ns)
{
    machine->bus.memory.base_is_current = false;
    for (;;) {
        if (machine->bus.stop == BUS_REBOOT)
            machine_reset(machine);
        if (machine->bus.stop != BUS_RUN)
            return stopped(machine);
        machine->timeline.now_ns = machine->now_ns;
        timeline_run(&machine->timeline);
        if (machine->timeline.paused) {
            machine->timeline.paused = false;
            return PEACH_TIME;
        }
        if (machine->bus.stop != BUS_RUN)
            continue;
        if (peach_insns(machine) >= machine->limit_insns)
            return PEACH_LIMIT;
        if (machine->now_ns >= until_ns)
            return PEACH_TIME;
        if (somebody_runs(machine)) {
            turn(machine, until_ns);
            continue;
        }
        if (!machine->bus.working && console_idle(machine_device(machine, INFO_CLASS_CONSOLE)))
            continue;
        uint64_t next = next_moment(machine);
        if (next == TIMELINE_NEVER && until_ns == UINT64_MAX)
            return PEACH_IDLE;
        skip_to(machine, next < until_ns ? next : until_ns);
        if (next == TIMELINE_NEVER)
            return PEACH_IDLE;
    }
}

enum peach_stop peach_run(struct peach *machine, uint64_t until_ns)
{
    return machine->replay ? journal_run(machine, until_ns) : machine_run(machine, until_ns);
}

void peach_set_limit(struct peach *machine, uint64_t limit_insns)
{
    machine->limit_insns = limit_insns;
}

bool peach_has_ended(const struct peach *machine)
{
    return machine->bus.stop != BUS_RUN && machine->bus.stop != BUS_REBOOT;
}

uint32_t peach_exit_code(const struct peach *machine)
{
    return machine->bus.stop_code;
}

uint64_t peach_time_ns(const struct peach *machine)
{
    return machine->now_ns;
}

uint64_t peach_insns(const struct peach *machine)
{
    uint64_t insns = 0;
    for (unsigned i = 0; i < machine->cpu.hart_count; i++)
        insns += machine->cpu.harts[i].insns;
    return insns;
}

uint64_t peach_next_event_ns(const struct peach *machine)
{
    for (unsigned i = 0; i < machine->cpu.hart_count; i++) {
        const struct hart *hart = &machine->cpu.harts[i];
        if (!hart->waits || (hart_pending(hart) & hart->ienable))
            return machine->now_ns;
    }
    return next_moment(machine);
}
