/* Traps, in C. */
#include "cpu/trap.h"

#include "cpu/fpu.h"
#include "cpu/hart.h"
#include "dev/intc.h"
#include "isa/cause.h"
#include "isa/orchard/limits.h"
#include "isa/orchard/wait.h"
#include "lib/symbols.h"
#include "mm/space.h"
#include "mm/tlb.h"
#include "proc/process.h"
#include "proc/sched.h"
#include "proc/signal.h"
#include "proc/timer.h"
#include "sys/syscall_table.h"

void trap_init(void)
{
    csr_set_rvec((uint32_t)refill_entry);
    csr_set_tvec((uint32_t)trap_entry);
    csr_set_scratch2(0);
    csr_set_ienable(1u << IRQ_TIMER | 1u << IRQ_IPI | 1u << IRQ_DEVICE);
}

static void handle_interrupt(uint32_t line)
{
    if (line == IRQ_TIMER) {
        timer_run();
        sched_tick();
        timer_program();
    } else if (line == IRQ_IPI) {
        intc_clear_call();
        tlb_answer();
    } else {
        intc_dispatch();
    }
}

void trap_interrupts(void)
{
    uint32_t pending = csr_ipending();
    for (uint32_t line = IRQ_TIMER; line <= IRQ_DEVICE; line++) {
        if (!(pending >> line & 1))
            continue;
        hart_self()->interrupts++;
        handle_interrupt(line);
    }
}

/* What a fault wanted, and how it is told to people. */
static enum access access_of(uint32_t cause)
{
    switch (cause) {
    case CAUSE_INVALID_FETCH:
    case CAUSE_PROT_FETCH:
    case CAUSE_REFILL_FETCH:
    case CAUSE_BUS_FETCH:
    case CAUSE_MISALIGNED_FETCH: return ACCESS_EXECUTE;
    case CAUSE_INVALID_STORE:
    case CAUSE_PROT_STORE:
    case CAUSE_REFILL_STORE:
    case CAUSE_CLEAN_STORE:
    case CAUSE_BUS_STORE:
    case CAUSE_MISALIGNED_STORE: return ACCESS_WRITE;
    default: return ACCESS_READ;
    }
}

static const char *access_text(enum access access)
{
    return access == ACCESS_WRITE ? "write to" : access == ACCESS_EXECUTE ? "execution of" : "read of";
}

static bool is_page_fault(uint32_t cause)
{
    return cause >= CAUSE_INVALID_FETCH && cause <= CAUSE_CLEAN_STORE;
}

static void report_no_memory(void)
{
    print("%s: killed: out of memory and swap\n", process_self()->name);
}

/* A page that cannot be had: the process gets a signal; without memory it dies. */
static void bad_page(struct trapframe *frame, uint32_t va, enum access access, int32_t error)
{
    struct fault_report report = {SIGSEGV, SEGV_MAPERR, va, access_text(access), true};
    if (error == -EACCES)
        report.code = SEGV_ACCERR;
    if (error == -EIO)
        report.signal = SIGBUS;
    if (error == -ENOMEM) {
        report_no_memory();
        process_exit(WAIT_KILLED(SIGKILL));
    }
    bool overflow = va < USER_STACK - USER_STACK_BYTES && va >= USER_STACK - USER_STACK_BYTES - 16 * PAGE_BYTES;
    if (overflow)
        report.text = "stack overflow,";
    signal_fault(frame, &report);
}

static void page_fault(struct trapframe *frame)
{
    enum access access = access_of(frame->cause);
    int32_t result = frame->badva < USER_STACK ? space_fault(frame->badva, access, frame->cause) : -EFAULT;
    if (result < 0)
        bad_page(frame, frame->badva, access, result);
}

/* What else a program can do wrong. */
static void program_error(struct trapframe *frame)
{
    struct fault_report report = {SIGILL, SI_KERNEL, frame->badva, "", true};
    switch (frame->cause) {
    case CAUSE_ILLEGAL: report.text = "instruction word"; break;
    case CAUSE_PRIVILEGED:
        report.text = "privileged instruction";
        report.has_address = false;
        break;
    case CAUSE_BREAK:
    case CAUSE_STEP:
        report.signal = SIGTRAP;
        report.text = frame->cause == CAUSE_BREAK ? "breakpoint" : "single step";
        report.has_address = false;
        break;
    case CAUSE_MISALIGNED_FETCH:
    case CAUSE_MISALIGNED_LOAD:
    case CAUSE_MISALIGNED_STORE:
        report.signal = SIGBUS;
        report.text = frame->cause == CAUSE_MISALIGNED_LOAD    ? "misaligned read of"
                      : frame->cause == CAUSE_MISALIGNED_STORE ? "misaligned write to"
                                                               : "misaligned execution of";
        break;
    default:
        report.signal = SIGBUS;
        report.text = access_text(access_of(frame->cause));
        break;
    }
    signal_fault(frame, &report);
}

/* What every way back to user mode does. */
static void before_return(struct trapframe *frame)
{
    struct process *self = process_self();
    if (hart_self()->resched)
        sched_preempt();
    if (self->pending & ~self->blocked || self->restore_mask)
        signal_deliver(frame);
    if (!self->fpu_loaded)
        frame->status &= ~(uint32_t)STATUS_FPU;
    self->in_syscall = false;
    sched_account(false);
}

void trap_user(struct trapframe *frame)
{
    struct process *self = process_self();
    uint32_t cause = frame->cause;
    sched_account(true);
    if (cause == CAUSE_SYSCALL) {
        syscall_dispatch(frame);
    } else if (cause & CAUSE_INTERRUPT) {
        hart_self()->interrupts++;
        handle_interrupt(cause & ~CAUSE_INTERRUPT);
    } else if (is_page_fault(cause)) {
        page_fault(frame);
    } else if (cause == CAUSE_FPU_DISABLED) {
        fpu_enable(self, frame);
    } else {
        program_error(frame);
    }
    before_return(frame);
}

void trap_first_return(struct trapframe *frame)
{
    before_return(frame);
}

/* A fault of user_copy(): when it cannot be served the copy fails, and without memory the process is to die. */
static void copy_fault(struct trapframe *frame)
{
    int32_t result = space_fault(frame->badva, access_of(frame->cause), frame->cause);
    if (result == 0)
        return;
    frame->r[REG_PC] = (uint32_t)user_copy_failed;
    if (result != -ENOMEM)
        return;
    report_no_memory();
    signal_send_self(SIGKILL);
}

void trap_kernel(struct trapframe *frame)
{
    uint32_t pc = frame->r[REG_PC];
    bool copying = pc >= (uint32_t)user_copy && pc < (uint32_t)user_copy_end;
    if (copying && is_page_fault(frame->cause) && frame->badva < USER_STACK) {
        copy_fault(frame);
        return;
    }
    char name[64];
    symbols_of_kernel(pc, name, sizeof name);
    panic("trap %u in the kernel at 0x%08x%s, address 0x%08x", frame->cause, pc, name, frame->badva);
}
