/* Processes. */
#ifndef KERNEL_PROCESS_H
#define KERNEL_PROCESS_H

#include "cpu/spinlock.h"
#include "isa/orchard/limits.h"
#include "isa/orchard/signal.h"
#include "isa/orchard/types.h"
#include "lib/base.h"
#include "proc/timer.h"

#define KERNEL_STACK_BYTES (2 * PAGE_BYTES)
#define PROCESSES_MAX      250 /* in all */
#define PROCESSES_FOR_ROOT 10  /* of these, kept for root */
#define PROCESS_NAME_BYTES 32
#define STACK_CANARY       0x0ddba11cu

enum process_state {
    PROCESS_NEW,
    PROCESS_RUNNABLE,
    PROCESS_RUNNING,
    PROCESS_SLEEPING,
    PROCESS_STOPPED,
    PROCESS_ZOMBIE
};

struct file;
struct inode;
struct space;
struct trapframe;
struct wait_queue;

struct open_file {
    struct file *file;
    bool close_on_exec;
};

struct process {
    /* Set at birth */
    pid_t pid;
    uint8_t *stack;          /* KERNEL_STACK_BYTES, the lowest word a canary */
    struct trapframe *frame; /* at the stack's top */
    uint64_t start_ns;

    /* sched_lock */
    enum process_state state;
    struct list run_link;  /* in a scheduler's queue */
    uint32_t context_sp;   /* where it was left, while it does not run */
    uint32_t hart;         /* where it runs or ran last */
    struct list wait_link; /* in a wait queue */
    const char *waits_for; /* why it sleeps: text and TRACE_WAIT_ */
    uint8_t wait_reason;
    bool wait_interruptible;
    int wait_result;
    uint64_t wait_deadline_ns;
    int nice;
    uint32_t level; /* scheduler's own */
    uint64_t user_ns, system_ns;

    /* process_lock */
    struct list all_link; /* in process_list */
    struct process *parent;
    struct list children, sibling;
    pid_t pgid, sid;
    bool exec_done; /* it has called exec since fork */
    bool has_tty;
    int exit_status; /* as waitpid gives it */
    bool stop_unreported, continue_unreported;
    int stop_signal;
    sigset_t pending;
    struct siginfo_abi info[NSIG];           /* of each pending signal */
    uint64_t child_user_ns, child_system_ns; /* of children waited for */

    /* The process's own: only it touches these */
    struct space *space;                /* null for kernel threads; changed with process_lock, for procinfo */
    char name[PROCESS_NAME_BYTES];      /* changed with process_lock */
    sigset_t blocked;                   /* changed with process_lock */
    struct sigaction_abi actions[NSIG]; /* changed with process_lock */
    sigset_t suspended_mask;            /* sigsuspend: the mask to restore */
    bool restore_mask;
    uint32_t syscall_number;
    uint32_t syscall_argument; /* a0 on entry, for a restart */
    bool in_syscall;
    uint64_t nanosleep_deadline_ns; /* of a sleep that a stop has interrupted; 0: none */
    uid_t uid, euid;
    gid_t gid, egid;
    mode_t umask;
    struct inode *cwd;
    struct inode *executable;
    struct open_file files[OPEN_MAX];
    uint32_t minor_faults, major_faults;
    bool fpu_used, fpu_loaded;
    uint32_t thread_pointer; /* csr tp while it does not run */
    uint64_t fpu[16];
    struct timer sleep_timer;
    struct timer alarm_timer;
    struct wait_queue *child_queue;
};

extern struct spinlock process_lock; /* the tree, states of children, signals */
extern struct list process_list;     /* by all_link */
extern uint32_t process_count;

/* Make the process for the code that runs now on this hart: its idle loop. */
void process_init_idle(uint32_t hart);

/* Start a kernel thread. */
struct process *process_thread(const char *name, void (*function)(void *), void *argument);

/* A new process with an empty stack, not yet in the tree; NULL when there is no room.  Root's reserve is kept when not
 * root. */
struct process *process_new(bool root);

/* Free what process_new made (and a reaped zombie). */
void process_free(struct process *process);

/* The process with this number, or NULL; process_lock. */
struct process *process_find(pid_t pid);

/* Copy the current process: its number, or -errno. */
int32_t process_fork(void);

/* End the current process with a status as waitpid gives it. */
void process_exit(int status) __attribute__((noreturn));

/* End all other processes but init, which stands still, before the machine goes down: what they hold is given back.
 * -EBUSY when another process does that already. */
int32_t process_end_others(void);

/* Wait for a child: its number and status, 0 with WNOHANG, or -errno. */
int32_t process_wait(pid_t pid, int *status, uint32_t options);

/* Replace the current process's program; 0 or -errno.  argv and envp are user addresses of arrays of addresses. */
int32_t process_exec(const char *path, user_va argv, user_va envp);

/* Give back the inode of a program that is not run any more; NULL is allowed. */
void process_close_program(struct inode *inode);

/* The first process: open the console, then run the program init= names. */
void process_run_init(void *unused);

#endif
