/* Processes: the table, birth and death of the structures. */
#include "proc/process.h"

#include "cpu/hart.h"
#include "cpu/trap.h"
#include "dev/trace.h"
#include "mm/frame.h"
#include "mm/pager.h"
#include "proc/sched.h"
#include "proc/signal.h"
#include "proc/wait.h"

#define PID_MAX       32000
#define CONTEXT_WORDS 8 /* what context_switch() pushes: s0..s4, fp, lr, and a gap */
#define STACK_FRAMES  (KERNEL_STACK_BYTES / PAGE_BYTES)
#define CONTEXT_LR    6

_Static_assert(sizeof(struct process) <= PAGE_BYTES, "a process fits its page");

struct spinlock process_lock = SPINLOCK("process");
struct list process_list = {&process_list, &process_list};
uint32_t process_count;

static pid_t last_pid; /* process_lock */

struct process *process_find(pid_t pid)
{
    LIST_EACH(link, &process_list)
    {
        struct process *process = LIST_ENTRY(link, struct process, all_link);
        if (process->pid == pid)
            return process;
    }
    return NULL;
}

static pid_t free_pid(void)
{
    do {
        last_pid = last_pid == PID_MAX ? 2 : last_pid + 1;
    } while (process_find(last_pid));
    return last_pid;
}

static void alarm_expired(void *argument)
{
    struct process *process = argument;
    struct siginfo_abi info = {.signal = SIGALRM, .code = SI_KERNEL};
    spin_lock(&process_lock);
    signal_post(process, &info);
    spin_unlock(&process_lock);
}

/* A process's page, filled with what is the same for all. */
static struct process *new_structure(void)
{
    struct frame *frame = frame_alloc(FRAME_KERNEL);
    if (!frame)
        return NULL;
    struct process *process = frame_page(frame);
    page_zero(process);
    list_init(&process->run_link);
    list_init(&process->wait_link);
    list_init(&process->all_link);
    list_init(&process->children);
    list_init(&process->sibling);
    process->waits_for = "";
    process->wait_deadline_ns = TIME_NEVER;
    process->umask = 022;
    process->start_ns = time_now_ns();
    timer_init(&process->sleep_timer, wake_by_timer, process);
    timer_init(&process->alarm_timer, alarm_expired, process);
    process->child_queue = (struct wait_queue *)((char *)process + PAGE_BYTES) - 1;
    wait_queue_init(process->child_queue);
    return process;
}

_Static_assert(sizeof(struct process) + sizeof(struct wait_queue) <= PAGE_BYTES, "and its queue too");

static bool new_stack(struct process *process)
{
    struct frame *stack = frame_alloc_run(STACK_FRAMES, FRAME_STACK);
    if (!stack) {
        pager_make_run(STACK_FRAMES);
        stack = frame_alloc_run(STACK_FRAMES, FRAME_STACK);
    }
    if (!stack)
        return false;
    process->stack = frame_page(stack);
    *(uint32_t *)process->stack = STACK_CANARY;
    process->frame = (struct trapframe *)(process->stack + KERNEL_STACK_BYTES) - 1;
    memset(process->frame, 0, sizeof *process->frame);
    uint32_t *context = (uint32_t *)process->frame - CONTEXT_WORDS;
    memset(context, 0, CONTEXT_WORDS * sizeof *context);
    context[CONTEXT_LR] = (uint32_t)context_start;
    process->context_sp = (uint32_t)context;
    return true;
}

/* Enter into the table: false when it is full. */
static bool enlist(struct process *process, bool root)
{
    spin_lock(&process_lock);
    bool room = process_count + (root ? 0 : PROCESSES_FOR_ROOT) < PROCESSES_MAX;
    if (room) {
        process->pid = free_pid();
        process_count++;
        list_insert(&process_list, &process->all_link);
    }
    spin_unlock(&process_lock);
    return room;
}

struct process *process_new(bool root)
{
    if (!frame_room_for_process())
        return NULL;
    struct process *process = new_structure();
    if (!process)
        return NULL;
    if (new_stack(process) && enlist(process, root))
        return process;
    process_free(process);
    return NULL;
}

void process_free(struct process *process)
{
    if (process->pid) {
        spin_lock(&process_lock);
        list_remove(&process->all_link);
        process_count--;
        spin_unlock(&process_lock);
        trace_gone(process->pid);
    }
    if (process->stack)
        frame_free_run(frame_at(linear_pa(process->stack)), STACK_FRAMES);
    frame_free(frame_at(linear_pa(process)));
}

void process_init_idle(uint32_t hart)
{
    extern uint8_t boot_stacks[];
    struct process *idle = new_structure();
    if (!idle)
        panic("no memory for the idle process");
    format_text(idle->name, sizeof idle->name, "idle%u", hart);
    idle->state = PROCESS_RUNNING;
    idle->hart = hart;
    idle->stack = boot_stacks + hart * KERNEL_STACK_BYTES;
    *(uint32_t *)idle->stack = STACK_CANARY;
    harts[hart].idle = idle;
    harts[hart].current = idle;
    harts[hart].account_ns = csr_time();
}

/* Called when a kernel thread's function ends, which none does (entry.s). */
void thread_returned(void);
void thread_returned(void)
{
    panic("kernel thread %s returned", process_self()->name);
}

struct process *process_thread(const char *name, void (*function)(void *), void *argument)
{
    struct process *process = process_new(true);
    if (!process)
        return NULL;
    text_copy(process->name, name, sizeof process->name);
    uint32_t *context = (uint32_t *)process->context_sp;
    context[0] = (uint32_t)function;
    context[1] = (uint32_t)argument;
    trace_process(process);
    spin_lock(&sched_lock);
    sched_make_runnable(process);
    spin_unlock(&sched_lock);
    return process;
}
