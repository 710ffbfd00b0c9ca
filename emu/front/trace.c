/* Events as text, one line each:
 *
 *     guest time (ns)  hart  process  kind  fields of the kind */
#include "front.h"

#include <inttypes.h>
#include <string.h>

#include "isa/isa.h"
#include "isa/machine/disk.h"
#include "isa/machine/trace.h"

static const char *known(const char *name)
{
    return name ? name : "?";
}

static const char *state_text(uint32_t state)
{
    static const char *const names[] = {[TRACE_RUNNABLE] = "runnable",
                                        [TRACE_RUNNING] = "running",
                                        [TRACE_SLEEPING] = "sleeping",
                                        [TRACE_STOPPED] = "stopped",
                                        [TRACE_ZOMBIE] = "zombie"};
    return state < sizeof names / sizeof *names && names[state] ? names[state] : "?";
}

static const char *disk_text(uint32_t op)
{
    return op == DISK_READ ? "read" : op == DISK_WRITE ? "write" : op == DISK_FLUSH ? "flush" : "?";
}

static void print_syscall(FILE *out, const struct peach_event *e)
{
    const char *name = syscall_name(e->a);
    if (name)
        fprintf(out, "%s(0x%x, 0x%x, 0x%x)", name, e->b, e->c, e->d);
    else
        fprintf(out, "%u(0x%x, 0x%x, 0x%x)", e->a, e->b, e->c, e->d);
}

static void print_fields(FILE *out, const struct peach_event *e)
{
    switch (e->kind) {
    case PEACH_EVENT_TRAP: fprintf(out, "%s at 0x%08x, address 0x%08x", known(isa_cause_name(e->a)), e->b, e->c); break;
    case PEACH_EVENT_INTERRUPT: fprintf(out, "line %u at 0x%08x", e->a, e->b); break;
    case PEACH_EVENT_ERET: fprintf(out, "to 0x%08x, status 0x%02x", e->a, e->b); break;
    case PEACH_EVENT_SYSCALL: print_syscall(out, e); break;
    case PEACH_EVENT_REFILL: fprintf(out, "0x%08x, %s at 0x%08x", e->a, known(isa_cause_name(e->b)), e->c); break;
    case PEACH_EVENT_TLB_WRITE:
    case PEACH_EVENT_TLB_EVICT:
        fprintf(out, "entry %u: page 0x%05x asid %u, frame 0x%05x flags 0x%03x", e->c, e->a >> 12, e->a & 0xff,
                e->b >> 12, e->b & 0xfff);
        break;
    case PEACH_EVENT_FAULT:
        fprintf(out, "0x%08x: %s (pid %u, %s)", e->a, known(fault_text(e->b)), e->c, known(isa_cause_name(e->d)));
        break;
    case PEACH_EVENT_SWITCH: fprintf(out, "from %u to %u", e->a, e->b); break;
    case PEACH_EVENT_PROCESS: fprintf(out, "%u, child of %u: %s", e->a, e->b, e->text); break;
    case PEACH_EVENT_GONE: fprintf(out, "%u", e->a); break;
    case PEACH_EVENT_STATE: fprintf(out, "%u is %s", e->a, state_text(e->b)); break;
    case PEACH_EVENT_FRAME:
        fprintf(out, "%u frames from 0x%05x: %s (pid %u)", e->b, e->a, known(owner_text(e->c)), e->d);
        break;
    case PEACH_EVENT_SWAP: fprintf(out, "%s page 0x%08x of %u, slot %u", e->d ? "out" : "in", e->b, e->a, e->c); break;
    case PEACH_EVENT_IPC: fprintf(out, "kind %u from %u to %u, %u bytes", e->a, e->b, e->c, e->d); break;
    case PEACH_EVENT_NOTE: fprintf(out, "%s (%u)", e->text, e->a); break;
    case PEACH_EVENT_MARK: fprintf(out, "%u, a0 0x%08x", e->a, e->b); break;
    case PEACH_EVENT_DISK: fprintf(out, "disk%u: %s of %u sectors from %u", e->a, disk_text(e->b), e->d, e->c); break;
    default: fprintf(out, "0x%x", e->a); break;
    }
}

static void print_event(void *context, const struct peach_event *event)
{
    FILE *out = context;
    fprintf(out, "%12" PRIu64 " h%u p%-4u %-9s ", event->time_ns, event->hart, event->pid,
            peach_event_name(event->kind));
    print_fields(out, event);
    fputc('\n', out);
}

bool trace_text(struct peach *machine, uint32_t mask, FILE *out)
{
    return peach_subscribe(machine, mask, print_event, out);
}

/* Bit of the kind with this name; 0 when there is none. */
static uint32_t kind_bit(const char *name, size_t length)
{
    for (unsigned kind = 0; kind < PEACH_EVENT_KINDS; kind++)
        if (strlen(peach_event_name(kind)) == length && memcmp(peach_event_name(kind), name, length) == 0)
            return 1u << kind;
    return 0;
}

bool trace_parse(const char *list, uint32_t *mask, const char **wrong)
{
    if (strcmp(list, "all") == 0) {
        *mask = PEACH_EVENT_ALL;
        return true;
    }
    for (;;) {
        size_t length = strcspn(list, ",");
        uint32_t bit = kind_bit(list, length);
        if (!bit) {
            *wrong = list;
            return false;
        }
        *mask |= bit;
        if (!list[length])
            return true;
        list += length + 1;
    }
}
