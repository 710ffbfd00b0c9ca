/* The terminal display on a real pseudo terminal: raw mode and back, the Ctrl-A keys, signals, an idle guest that
 * sleeps. */
#define _GNU_SOURCE /* posix_openpt, ptsname */
#include "rig.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static const char *program;
static char binary[] = "/tmp/peach-terminal-test-XXXXXX";

/* Echoes what it receives, in wfi between; q ends it with status 5, and when the window has another size it says R. */
static const char echo[] = "        li      s0, PA_CONSOLE\n"
                           "        li      a0, PA_INTC\n"
                           "        li      a1, 1 << LINE_CONSOLE\n"
                           "        sw      a1, [a0 + INTC_ENABLE]\n"
                           "        li      a1, 1 << IRQ_DEVICE\n"
                           "        csrw    ienable, a1\n"
                           "        li      a1, CONSOLE_CONTROL_RXIE | CONSOLE_CONTROL_RESIZEIE\n"
                           "        sw      a1, [s0 + CONSOLE_CONTROL]\n"
                           "        li      a1, CONSOLE_STATUS_RESIZED\n"
                           "        sw      a1, [s0 + CONSOLE_STATUS]\n"
                           "        li      a0, 62\n"
                           "        sw      a0, [s0 + CONSOLE_DATA]\n"
                           "loop:   wfi\n"
                           "        lw      a0, [s0 + CONSOLE_STATUS]\n"
                           "        andi    a0, a0, CONSOLE_STATUS_RESIZED\n"
                           "        beqi    a0, 0, 1f\n"
                           "        sw      a0, [s0 + CONSOLE_STATUS]\n"
                           "        li      a0, 82\n"
                           "        sw      a0, [s0 + CONSOLE_DATA]\n"
                           "1:      lw      a0, [s0 + CONSOLE_DATA]\n"
                           "        blti    a0, 0, loop\n"
                           "        sw      a0, [s0 + CONSOLE_DATA]\n"
                           "        bnei    a0, 113, loop\n"
                           "        li      a0, PA_POWER\n"
                           "        li      a1, 5\n"
                           "        sw      a1, [a0 + POWER_EXIT]\n";

struct session {
    int terminal;
    pid_t child;
    struct termios before;
    char said[8192];
    size_t length;
};

static void begin(struct session *session)
{
    memset(session, 0, sizeof *session);
    session->terminal = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(session->terminal >= 0);
    assert_int_equal(grantpt(session->terminal), 0);
    assert_int_equal(unlockpt(session->terminal), 0);
    int slave = open(ptsname(session->terminal), O_RDWR | O_NOCTTY);
    assert_true(slave >= 0);
    assert_int_equal(tcgetattr(slave, &session->before), 0);
    session->child = fork();
    if (session->child == 0) {
        setsid();
        ioctl(slave, TIOCSCTTY, 0);
        for (int fd = 0; fd < 3; fd++)
            dup2(slave, fd);
        execl(program, program, "--display=terminal", "--bin", binary, (char *)NULL);
        _exit(127);
    }
    /* The slave stays open here: its settings are looked at when the program has gone. */
}

/* Read until text has been said; fail after five seconds. */
static void expect(struct session *session, const char *text)
{
    while (!strstr(session->said, text)) {
        struct pollfd ready = {.fd = session->terminal, .events = POLLIN};
        ssize_t got = -1;
        if (poll(&ready, 1, 5000) > 0 && session->length < sizeof session->said - 1)
            got = read(session->terminal, session->said + session->length, sizeof session->said - 1 - session->length);
        if (got <= 0)
            fail_msg("no '%s' in '%s'", text, session->said);
        session->length += (size_t)got;
    }
    session->length = 0;
    memset(session->said, 0, sizeof session->said);
}

static void type(struct session *session, const char *keys)
{
    assert_int_equal(write(session->terminal, keys, strlen(keys)), strlen(keys));
}

/* Wait for the program; its terminal must be as it was.  Returns the wait status. */
static int end(struct session *session)
{
    int status;
    struct termios after;
    assert_int_equal(waitpid(session->child, &status, 0), session->child);
    assert_int_equal(tcgetattr(session->terminal, &after), 0);
    assert_int_equal(after.c_lflag, session->before.c_lflag);
    assert_int_equal(after.c_iflag, session->before.c_iflag);
    close(session->terminal);
    return status;
}

static bool is_raw(const struct session *session)
{
    struct termios now;
    return tcgetattr(session->terminal, &now) == 0 && !(now.c_lflag & (ICANON | ECHO | ISIG));
}

static void guest_ends(void **state)
{
    (void)state;
    struct session session;
    begin(&session);
    expect(&session, ">");
    assert_true(is_raw(&session));
    type(&session, "a");
    expect(&session, "a");
    type(&session, "\003"); /* Ctrl-C is the guest's */
    expect(&session, "\003");
    type(&session, "q");
    int status = end(&session);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 5);
}

static void keys_of_the_terminal(void **state)
{
    (void)state;
    struct session session;
    begin(&session);
    expect(&session, ">");
    type(&session, "\001h");
    expect(&session, "Ctrl-A Ctrl-A  send Ctrl-A\r\n>"); /* with the guest's line below */
    type(&session, "\001\001z");
    expect(&session, "\001z");
    type(&session, "\001s");
    expect(&session, "instructions");
    type(&session, "\001c");
    expect(&session, "console: ");
    type(&session, "\001p");
    expect(&session, "[paused");
    type(&session, "w\001p");
    expect(&session, "w");
    type(&session, "\001r");
    expect(&session, ">");
    type(&session, "\001x");
    int status = end(&session);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void signals_restore_the_terminal(void **state)
{
    (void)state;
    static const int fatal[] = {SIGTERM, SIGHUP, SIGINT, SIGSEGV};
    for (unsigned i = 0; i < sizeof fatal / sizeof *fatal; i++) {
        struct session session;
        begin(&session);
        expect(&session, ">");
        assert_true(is_raw(&session));
        kill(session.child, fatal[i]);
        int status = end(&session);
        if (fatal[i] == SIGSEGV)
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 70);
        else
            assert_true(WIFSIGNALED(status) && WTERMSIG(status) == fatal[i]);
    }
}

static void resize_reaches_the_guest(void **state)
{
    (void)state;
    struct session session;
    struct winsize size = {.ws_col = 100, .ws_row = 40};
    begin(&session);
    expect(&session, ">");
    assert_int_equal(ioctl(session.terminal, TIOCSWINSZ, &size), 0);
    expect(&session, "R");
    type(&session, "q");
    end(&session);
}

static void idle_guest_costs_nothing(void **state)
{
    (void)state;
    struct session session;
    struct rusage before, after;
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &before), 0);
    begin(&session);
    expect(&session, ">");
    usleep(1000000);
    type(&session, "q");
    end(&session);
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &after), 0);
    long used_us =
        (after.ru_utime.tv_sec - before.ru_utime.tv_sec) * 1000000 + after.ru_utime.tv_usec - before.ru_utime.tv_usec;
    assert_true(used_us <
                300000); /* start-up in a sanitized build is most of it; a spinning guest would use a million */
}

static int write_binary(void **state)
{
    (void)state;
    uint8_t bytes[4096];
    struct peach *machine = rig_new();
    uint32_t length = rig_assemble(machine, echo);
    int fd = mkstemp(binary);
    bool good = fd >= 0 && peach_read_memory(machine, RIG_CODE_PA, bytes, length) && write(fd, bytes, length) == length;
    close(fd);
    peach_free(machine);
    return good ? 0 : -1;
}

static int remove_binary(void **state)
{
    (void)state;
    return unlink(binary);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guest_ends),
        cmocka_unit_test(keys_of_the_terminal),
        cmocka_unit_test(signals_restore_the_terminal),
        cmocka_unit_test(resize_reaches_the_guest),
        cmocka_unit_test(idle_guest_costs_nothing),
    };
    if (argc < 2)
        return 2;
    program = argv[1];
    return cmocka_run_group_tests(tests, write_binary, remove_binary);
}
