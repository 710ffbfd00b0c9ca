/* The first process. */
#include "cpu/hart.h"
#include "cpu/trap.h"
#include "dev/device.h"
#include "dev/trace.h"
#include "dev/tty.h"
#include "fs/file.h"
#include "fs/path.h"
#include "isa/orchard/fcntl.h"
#include "lib/options.h"
#include "proc/process.h"

#define INIT_PID  1
#define INIT_PATH "/bin/init"

void thread_to_user(struct trapframe *frame) __attribute__((noreturn));

/* Descriptors 0, 1 and 2. */
static void open_console(void)
{
    struct file *console = file_new(&tty_ops, O_RDWR, NULL, NULL);
    if (!console)
        panic("no memory for the console");
    for (int i = 1; i < 3; i++)
        file_share(console);
    for (int i = 0; i < 3; i++)
        descriptor_new(console, 0, false);
}

void process_run_init(void *unused)
{
    struct process *self = process_self();
    char path[128] = INIT_PATH;
    (void)unused;
    options_value("init", path, sizeof path);
    spin_lock(&process_lock);
    ASSERT(self->pid == INIT_PID);
    self->pgid = self->sid = INIT_PID;
    self->has_tty = true;
    spin_unlock(&process_lock);
    tty_adopt(INIT_PID, INIT_PID);
    self->cwd = path_root();
    if (!self->cwd)
        panic("the disk has no root directory");
    open_console();
    int32_t result = process_exec(path, 0, 0);
    if (result < 0)
        panic("%s cannot be run: %s", path, error_text(-result));
    trace_process(self);
    thread_to_user(self->frame);
}
