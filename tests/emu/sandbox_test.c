/* The sandbox: what it takes away fails, what a running machine needs goes on.  Every case is a process of its own. */
#define _GNU_SOURCE /* syscall */
#include "rig.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sandbox.h"

static char folder[] = "/tmp/peach-sandbox-test-XXXXXX";
static char inside[256], outside[256];

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(inside, sizeof inside, "%s/a/file", folder);
    snprintf(outside, sizeof outside, "%s/file", folder);
    char command[300];
    snprintf(command, sizeof command, "mkdir %s/a", folder);
    return system(command);
}

static int remove_folder(void **state)
{
    (void)state;
    char command[300];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

/* Exit statuses of the processes that try. */
enum { REFUSED, DONE, NO_SANDBOX };

static int outcome(bool done)
{
    return done ? DONE : errno == EPERM || errno == EACCES ? REFUSED : 100 + errno;
}

/* What happens when a process enters the sandbox and then tries something. */
static int attempt(const struct sandbox_needs *needs, int (*act)(void))
{
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(sandbox_enter(needs) ? act() : NO_SANDBOX);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == NO_SANDBOX)
        skip();
    return WEXITSTATUS(status);
}

static int open_for_reading(void)
{
    return outcome(open("/etc/passwd", O_RDONLY) >= 0);
}

static int create_inside(void)
{
    return outcome(open(inside, O_WRONLY | O_CREAT, 0600) >= 0);
}

static int create_outside(void)
{
    return outcome(open(outside, O_WRONLY | O_CREAT, 0600) >= 0);
}

static int start_a_program(void)
{
    execl("/bin/true", "true", (char *)NULL);
    return outcome(false);
}

static int start_a_process(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return outcome(child > 0);
}

static void *do_nothing(void *argument)
{
    return argument;
}

static int start_a_thread(void)
{
    pthread_t thread;
    errno = pthread_create(&thread, NULL, do_nothing, NULL);
    return outcome(errno == 0 && pthread_join(thread, NULL) == 0);
}

static int connect_somewhere(void)
{
    return outcome(socket(AF_INET, SOCK_STREAM, 0) >= 0);
}

static int trace_the_parent(void)
{
    return outcome(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0);
}

static int kill_the_parent(void)
{
    return outcome(kill(getppid(), 0) == 0);
}

static int execute_memory(void)
{
    return outcome(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
}

static int rename_something(void)
{
    return outcome(rename("/tmp", "/tmp2") == 0);
}

/* The daily work of a machine, up to a save. */
static int run_a_machine(void)
{
    struct timespec now;
    struct timespec pause = {.tv_nsec = 1000};
    size_t length;
    char error[PEACH_ERROR_BYTES];
    struct peach *machine = rig_new();
    rig_set_word(machine, RIG_CODE_PA, 0);
    peach_run(machine, 10000);
    uint8_t *file = peach_save(machine, &length, error);
    bool good = file && clock_gettime(CLOCK_MONOTONIC, &now) == 0 && nanosleep(&pause, NULL) == 0 &&
                write(STDERR_FILENO, "", 0) == 0;
    peach_free(machine);
    free(file);
    raise(SIGCONT);
    return good ? DONE : 99;
}

static void a_machine_keeps_what_it_needs(void **state)
{
    (void)state;
    const struct sandbox_needs none = {.window = false};
    assert_int_equal(attempt(&none, run_a_machine), DONE);
    assert_int_equal(attempt(&none, start_a_thread), DONE);
}

static void all_else_is_refused(void **state)
{
    (void)state;
    const struct sandbox_needs none = {.window = false};
    assert_int_equal(attempt(&none, create_inside), REFUSED);
    assert_int_equal(attempt(&none, start_a_program), REFUSED);
    assert_int_equal(attempt(&none, connect_somewhere), REFUSED);
    assert_int_equal(attempt(&none, rename_something), REFUSED);
    if (SANDBOX_SANITIZED)
        return;
    assert_int_equal(attempt(&none, open_for_reading), REFUSED);
    assert_int_equal(attempt(&none, start_a_process), REFUSED);
    assert_int_equal(attempt(&(struct sandbox_needs){.files = {inside}}, open_for_reading), REFUSED);
    assert_int_equal(attempt(&none, execute_memory), REFUSED);
    assert_int_equal(attempt(&none, trace_the_parent), REFUSED);
    assert_int_equal(attempt(&none, kill_the_parent), REFUSED);
}

static void only_named_folders_take_files(void **state)
{
    (void)state;
    const struct sandbox_needs file = {.files = {inside}};
    assert_int_equal(attempt(&file, create_inside), DONE);
    assert_int_equal(attempt(&file, create_outside), REFUSED);
    assert_int_equal(attempt(&file, start_a_program), REFUSED);
    assert_int_equal(attempt(&file, run_a_machine), DONE);
}

static void a_window_reads_but_starts_nothing(void **state)
{
    (void)state;
    const struct sandbox_needs window = {.window = true};
    assert_int_equal(attempt(&window, open_for_reading), DONE);
    assert_int_equal(attempt(&window, create_inside), REFUSED);
    assert_int_equal(attempt(&window, start_a_program), REFUSED);
    assert_int_equal(attempt(&window, connect_somewhere), REFUSED);
    assert_int_equal(attempt(&window, run_a_machine), DONE);
    assert_int_equal(attempt(&window, start_a_thread), DONE);
    if (SANDBOX_SANITIZED)
        return;
    assert_int_equal(attempt(&window, trace_the_parent), REFUSED);
    assert_int_equal(attempt(&window, kill_the_parent), REFUSED);
    assert_int_equal(attempt(&window, start_a_process), REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_keeps_what_it_needs),
        cmocka_unit_test(all_else_is_refused),
        cmocka_unit_test(only_named_folders_take_files),
        cmocka_unit_test(a_window_reads_but_starts_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
