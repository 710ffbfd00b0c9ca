/* peach-emu as a command: options and files that are refused, exit statuses, input from a pipe, statistics.
 * The program is the test's first argument. */
#include "rig.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;
static char folder[] = "/tmp/peach-emu-test-XXXXXX";

struct result {
    int status; /* exit status, 128 + signal */
    char out[4096], err[8192];
};

static void read_text(const char *name, char *text, size_t size)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    size_t got = file ? fread(text, 1, size - 1, file) : 0;
    text[got] = 0;
    if (file)
        fclose(file);
}

/* Run peach-emu in the folder by the shell: arguments, and redirections of standard input. */
static struct result run(const char *arguments)
{
    struct result result;
    char command[2048];
    snprintf(command, sizeof command, "cd %s && timeout 20 '%s' --display=terminal %s >out 2>err", folder, program,
             arguments);
    int status = system(command);
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    read_text("out", result.out, sizeof result.out);
    read_text("err", result.err, sizeof result.err);
    return result;
}

static void write_file(const char *name, const void *bytes, size_t length)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

/* Assemble a program into a file for --bin. */
static void write_program(const char *name, const char *text)
{
    uint8_t bytes[4096];
    struct peach *machine = rig_new();
    uint32_t length = rig_assemble(machine, text);
    assert_true(peach_read_memory(machine, RIG_CODE_PA, bytes, length));
    write_file(name, bytes, length);
    peach_free(machine);
}

static void expect(const char *arguments, int status, const char *message)
{
    struct result result = run(arguments);
    if (result.status != status || !strstr(result.err, message))
        fail_msg("peach-emu %s: status %d, standard error:\n%s", arguments, result.status, result.err);
    if (status == 2)
        assert_string_equal(result.out, "");
}

/* Arguments, and what must be said of them. */
static const char *const wrong[][2] = {
    {"", "nothing to run; give a disk image or an ELF file"},
    {"--frobnicate", "--frobnicate"},
    {"-m 0 --bin exit", "memory size must be a multiple of 4K from 64K to 1G"},
    {"-m 5000 --bin exit", "memory size must be"},
    {"-m 2G --bin exit", "memory size must be"},
    {"-m 99999999999999999999 --bin exit", "-m"},
    {"-m 1T --bin exit", "memory size must be"},
    {"-m banana --bin exit", "banana"},
    {"--harts 0 --bin exit", "number of harts must be 1 to 8"},
    {"--harts 9 --bin exit", "number of harts must be 1 to 8"},
    {"--harts -1 --bin exit", "-1"},
    {"--tlb 64 --bin exit", "such as 64x4"},
    {"--tlb 64x --bin exit", "such as 64x4"},
    {"--tlb 3x4 --bin exit", "TLB must have SETSxWAYS, powers of two"},
    {"--tlb 2x4 --bin exit", "16 to 65536 entries"},
    {"--tlb 64x1 --bin exit", "2 to 64 ways"},
    {"--tlb 99999999999x4 --bin exit", "TLB must have"},
    {"--limit x --bin exit", "'x' of option '--limit' is not a number; give one from 0 to 18446744073709551615"},
    {"--limit -1 --bin exit", "'-1' of option '--limit' is not a number"},
    {"--limit '' --bin exit", "'' of option '--limit' is not a number"},
    {"--limit 18446744073709551616 --bin exit", "too large; the maximum is 18446744073709551615"},
    {"--limit 16777216T --bin exit", "too large; the maximum is 18446744073709551615"},
    {"--limit 5Kx --bin exit", "'5Kx' of option '--limit' is not a number"},
    {"--limit 0x --bin exit", "'0x' of option '--limit' is not a number"},
    {"--seed 1.5 --bin exit", "'1.5' of option '--seed' is not a number"},
    {"--seed 99999999999999999999 --bin exit", "'99999999999999999999' of option '--seed' is too large"},
    {"--seed= --bin exit", "'' of option '--seed' is not a number"},
    {"--harts x --bin exit", "'x' of option '--harts' is not a number; give one from 0 to 18446744073709551615"},
    {"--harts 4294967297 --bin exit", "number of harts must be 1 to 8"},
    {"-m 1025M --bin exit", "memory size must be"},
    {"-m 65537 --bin exit", "multiple of 4K"},
    {"--rtc tomorrow --bin exit", "'tomorrow' of option '--rtc' is not a number"},
    {"--rtc 253402300800 --bin exit", "too large; the maximum is 253402300799"},
    {"--tlb 64x4x --bin exit", "'64x4x' of option '--tlb' is not SETSxWAYS"},
    {"--tlb 64x-4 --bin exit", "'64x-4' of option '--tlb' is not SETSxWAYS"},
    {"--fault ram:pa=0:bit=8:at=1 --bin exit", "wrong value in bit=8; give 0 to 7"},
    {"--fault disk:read:rate=1/2:seed=18446744073709551616 --bin exit", "wrong value in seed=18446744073709551616"},
    {"--display=hologram --bin exit", "use window, terminal or none"},
    {"--disk-model=tape --bin exit", "no disk model 'tape'; use none, flash or hdd"},
    {"--fault disk:explode --bin exit", "fault 'disk:explode': no such kind; use disk:read"},
    {"--jit=maybe --bin exit", "--jit maybe: say on, off or dump"},
    {"--sandbox=maybe --bin exit", "--sandbox maybe: say on or off"},
    {"--stats=xml --bin exit", "use text or json"},
    {"--trace trap,nonsense --bin exit", "no kind of event 'nonsense'"},
    {"--kernel a --bin b", "exclude each other"},
    {"--display=window --bin exit", "--display=terminal"},
    {"--disk a --disk a --disk a --disk a --disk a", "more than 4 disks"},
    {"--bin", "--bin"},
    {"--bin exit --stats-file /nonexistent/file", "cannot write '/nonexistent/file': No such file or directory"},
    {"--bin exit --trace trap --trace-file /nonexistent/file",
     "cannot write '/nonexistent/file': No such file or directory"},
};

static void wrong_usage(void **state)
{
    (void)state;
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++)
        expect(wrong[i][0], 2, wrong[i][1]);
    char text[5000] = "--bin exit --append ";
    memset(text + strlen(text), 'x', 2100);
    struct result result;
    char command[2400];
    snprintf(command, sizeof command, "%s", text);
    write_file("arguments", command, strlen(command));
    result = run("@arguments");
    assert_int_equal(result.status, 2);
    assert_non_null(strstr(result.err, "command line is longer than 2047 bytes"));
}

static void wrong_files(void **state)
{
    (void)state;
    write_file("empty", "", 0);
    write_file("text", "hello, I am no image\n", 21);
    write_file("elfish", "\177ELF\1\1\1", 7);
    expect("missing.img", 2,
           "peach-emu: error: cannot open disk image 'missing.img': No such file or directory; check its name");
    expect("empty", 2, "disk image is empty");
    expect("text", 2, "not a multiple of 512");
    expect("elfish", 2, "elfish: error: ");
    expect("--kernel missing", 2, "peach-emu: error: cannot open 'missing': No such file or directory; check its name");
    expect("--kernel empty", 2, "empty: error: the file is empty");
    expect("--kernel text", 2, "text: error: ");
    expect("--kernel .", 2, ".: error: not a regular file");
    expect("--rom missing --disk text", 2, "error: ");
    expect("/bin/true", 2, "/bin/true: error: "); /* another machine's, or another class of ELF */
    write_file("large", (char[70000]){0}, 70000);
    expect("--rom large", 2, "larger than the ROM's 64K");
    expect("-m 64K --bin large", 2, "larger than the guest's memory");
}

static void image_in_use(void **state)
{
    (void)state;
    char path[256];
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    write_file("used", (char[512]){0}, 512);
    snprintf(path, sizeof path, "%s/used", folder);
    int fd = open(path, O_RDWR);
    assert_int_equal(fcntl(fd, F_SETLK, &whole), 0);
    expect("used", 2, "disk image is in use by another machine; use --snapshot or a copy");
    close(fd);
}

static void exit_statuses(void **state)
{
    (void)state;
    write_program("exit", "li a0, PA_POWER\n li a1, 0x107\n sw a1, [a0 + POWER_EXIT]\n");
    write_program("panic", "li a0, PA_POWER\n li a1, 7\n sw a1, [a0 + POWER_PANIC]\n");
    write_program("loop", "loop: j loop\n");
    write_program("wait", "wfi\n");
    write_program("stuck", "syscall\n");
    expect("--bin exit </dev/null", 7, "");
    expect("--bin panic </dev/null", 125, "guest panic (code 0x7)");
    expect("--bin loop --limit 1000000 </dev/null", 124, "limit of instructions reached");
    expect("--bin wait </dev/null", 126, "every hart waits");
    expect("--bin stuck </dev/null", 123, "stuck");
    expect("--bin exit --dump </dev/null", 7, "hart 0: pc 80000010, status 00");
    expect("--bin exit --dump </dev/null", 7, "framebuffer: control 00");
    assert_int_equal(run("--help").status, 0);
    assert_int_equal(run("--version").status, 0);
}

static const char copy[] = "        li      s0, PA_CONSOLE\n"
                           "loop:   lw      a0, [s0 + CONSOLE_STATUS]\n"
                           "        andi    a1, a0, CONSOLE_STATUS_HANGUP\n"
                           "        bnei    a1, 0, done\n"
                           "        lw      a0, [s0 + CONSOLE_DATA]\n"
                           "        blti    a0, 0, loop\n"
                           "        sw      a0, [s0 + CONSOLE_DATA]\n"
                           "        j       loop\n"
                           "done:   li      a0, PA_POWER\n"
                           "        sw      zero, [a0 + POWER_EXIT]\n";

/* Reads its input after two seconds. */
static const char late[] = "        csrw    timecmph, zero\n"
                           "        li      a0, 2000000000\n"
                           "        csrw    timecmp, a0\n"
                           "        li      a0, 1\n"
                           "        csrw    ienable, a0\n"
                           "        wfi\n"
                           "        li      s0, PA_CONSOLE\n"
                           "loop:   lw      a0, [s0 + CONSOLE_STATUS]\n"
                           "        andi    a0, a0, CONSOLE_STATUS_HANGUP\n"
                           "        lw      a1, [s0 + CONSOLE_DATA]\n"
                           "        beqi    a0, 0, loop\n"
                           "        li      a0, PA_POWER\n"
                           "        sw      zero, [a0 + POWER_EXIT]\n";

static void pipes_are_deterministic(void **state)
{
    (void)state;
    write_program("copy", copy);
    write_file("input", "one\ntwo\nthree\n", 14);
    struct result fast = run("--bin copy --stats < input");
    assert_int_equal(fast.status, 0);
    assert_string_equal(fast.out, "one\ntwo\nthree\n");
    struct result again = run("--bin copy --stats=json --stats-file json < input");
    char json[8192];
    read_text("json", json, sizeof json);
    unsigned long long instructions = strtoull(strstr(fast.err, "instructions") + 12, NULL, 10);
    char expected[64];
    snprintf(expected, sizeof expected, "\"instructions\": %llu,", instructions);
    assert_string_equal(again.out, fast.out);
    assert_non_null(strstr(json, expected));
    /* A slow writer changes nothing. */
    write_file("slow.sh", "printf one; sleep 0.1; printf '\\ntwo\\n'; sleep 0.1; printf 'three\\n'", 68);
    char command[512];
    struct result slow;
    snprintf(command, sizeof command, "cd %s && sh slow.sh | '%s' --display=terminal --bin copy --stats >out 2>err",
             folder, program);
    assert_int_equal(system(command), 0);
    read_text("out", slow.out, sizeof slow.out);
    read_text("err", slow.err, sizeof slow.err);
    assert_string_equal(slow.out, fast.out);
    assert_int_equal(strtoull(strstr(slow.err, "instructions") + 12, NULL, 10), instructions);
}

static void output_that_fails(void **state)
{
    (void)state;
    char command[512];
    snprintf(command, sizeof command, "cd %s && '%s' --display=none --bin shout 2>err >/dev/full", folder, program);
    write_program("shout", "li s0, PA_CONSOLE\n li a0, 65\n loop: sw a0, [s0 + CONSOLE_DATA]\n j loop\n");
    int status = system(command);
    assert_int_equal(WEXITSTATUS(status), 2);
    snprintf(command, sizeof command,
             "cd %s && (trap '' PIPE; timeout 20 '%s' --display=none --bin shout 2>err; echo $? >out) | head -c 3",
             folder, program);
    assert_int_equal(system(command), 0);
    struct result result;
    read_text("out", result.out, sizeof result.out);
    read_text("err", result.err, sizeof result.err);
    assert_string_equal(result.out, "2\n");
    assert_non_null(strstr(result.err, "cannot write standard output: Broken pipe"));
}

/* Nothing that the machine opens is taken for a stream that is closed. */
static void closed_streams(void **state)
{
    (void)state;
    write_program("copy", copy);
    write_file("input", "one\ntwo\nthree\n", 14);
    struct result result = run("--bin copy <&-");
    assert_int_equal(result.status, 0);
    assert_string_equal(result.out, "");
    char command[512];
    snprintf(command, sizeof command, "cd %s && timeout 20 '%s' --display=terminal --bin copy <input >&- 2>err", folder,
             program);
    int status = system(command);
    assert_int_equal(WEXITSTATUS(status), 2);
    read_text("err", result.err, sizeof result.err);
    assert_non_null(strstr(result.err, "cannot write standard output: Bad file descriptor"));
}

/* A run that is saved in the middle and restored ends as one that never stopped. */
static void saves_and_restores(void **state)
{
    (void)state;
    write_program("copy", copy);
    write_file("input", "one\ntwo\nthree\n", 14);
    struct result whole = run("--bin copy --hash </dev/null");
    assert_non_null(strstr(whole.err, "state hash "));
    expect("--bin copy --limit 5 --save state </dev/null", 124, "limit of instructions reached");
    struct result rest = run("--restore state --hash </dev/null");
    assert_int_equal(rest.status, 0);
    assert_string_equal(rest.err, whole.err);
    assert_string_equal(run("--restore state < input").out, "one\ntwo\nthree\n");
    expect("--restore missing", 2, "peach-emu: error: cannot open 'missing'");
    expect("--restore input", 2, "input: error: not a state file; make one with --save");
    expect("--restore state -m 4M", 2, "the state of --restore brings its own machine; leave out -m");
    expect("--restore state --bin copy", 2, "leave out --bin");
    expect("--restore state --disk input", 2, "made with 0 disks, not 1");
    write_program("exit", "li a0, PA_POWER\n li a1, 9\n sw a1, [a0]\n");
    assert_int_equal(run("--bin exit --save over </dev/null").status, 9);
    expect("--restore over </dev/null", 9, "over: note: the machine had ended when it was saved; it does nothing more");
    expect("--bin copy --save /nonexistent/state </dev/null", 2, "cannot write '/nonexistent/state'");
}

/* A recorded run is repeated without its input; a run of another program is not its replay. */
static void records_and_replays(void **state)
{
    (void)state;
    write_program("copy", copy);
    write_program("wait", "wfi\n");
    write_file("input", "one\ntwo\nthree\n", 14);
    struct result recorded = run("--bin copy --record log --rtc host --seed 5 --hash < input");
    struct result replayed = run("--bin copy --replay log --hash </dev/null");
    assert_int_equal(replayed.status, 0);
    assert_string_equal(replayed.out, "one\ntwo\nthree\n");
    assert_string_equal(replayed.err, recorded.err);
    write_program("late", late);
    recorded = run("--bin late --record log --hash < input");
    assert_int_equal(recorded.status, 0);
    replayed = run("--bin late --replay log --hash </dev/null");
    assert_int_equal(replayed.status, 0);
    assert_string_equal(replayed.err, recorded.err);
    assert_int_equal(run("--bin copy --record log --limit 20 < input").status, 124);
    expect("--bin copy --replay log </dev/null", 124, "limit of instructions reached");
    assert_int_equal(run("--bin wait --record log </dev/null").status, 126);
    expect("--bin wait --replay log </dev/null", 126, "every hart waits");
    expect("--bin copy --replay log", 2, "log: error: the log was recorded on a machine that started otherwise");
    expect("--bin copy --replay log --seed 1", 2, "the log of --replay says this itself; leave out --seed");
    expect("--bin copy --replay log --record other", 2, "leave out --record");
    expect("--bin copy --replay missing", 2, "missing");
    expect("--bin copy --replay copy", 2, "copy: error: not a log of a run; make one with --record");
    expect("--bin copy --disk input --replay log", 2, "made with 0 disks, not 1");
    expect("--bin copy --record /nonexistent/log </dev/null", 2,
           "peach-emu: error: cannot write '/nonexistent/log': No such file or directory");
}

/* A tone of 128 frames lands in the WAV file. */
static void plays_into_a_file(void **state)
{
    (void)state;
    write_program("tone", "        li      s0, PA_SOUND\n"
                          "        li      a0, 8000\n"
                          "        sw      a0, [s0 + 8]\n"
                          "        li      a0, 0x10000\n"
                          "        sw      a0, [s0 + 12]\n"
                          "        li      a0, 128\n"
                          "        sw      a0, [s0 + 16]\n"
                          "        sw      a0, [s0 + 20]\n"
                          "        li      a0, 1\n"
                          "        sw      a0, [s0]\n"
                          "1:      lw      a0, [s0 + 24]\n"
                          "        beqi    a0, 0, 1b\n"
                          "        li      a0, PA_POWER\n"
                          "        sw      zero, [a0]\n");
    assert_int_equal(run("--bin tone --sound tone.wav </dev/null").status, 0);
    char wave[4096];
    read_text("tone.wav", wave, sizeof wave);
    assert_memory_equal(wave, "RIFF\x24\x02\0\0WAVEfmt ", 16);
    assert_memory_equal(wave + 24, "\x40\x1f\0\0", 4);
    assert_memory_equal(wave + 36, "data\0\x02\0\0", 8);
    expect("--bin tone --sound /nonexistent/x.wav </dev/null", 2, "cannot write");
}

/* SIGUSR1 ends the run in good order, also that of a guest that waits for nothing. */
static void signal_saves(void **state)
{
    (void)state;
    write_program("shout", "li s0, PA_CONSOLE\n li a0, 65\n loop: sw a0, [s0 + CONSOLE_DATA]\n j loop\n");
    int output[2], status;
    char byte;
    assert_int_equal(pipe(output), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(output[1], STDOUT_FILENO);
        close(output[0]);
        if (chdir(folder) == 0)
            execl(program, program, "--display=none", "--bin", "shout", "--save", "quit", (char *)NULL);
        _exit(127);
    }
    close(output[1]);
    assert_int_equal(read(output[0], &byte, 1), 1);
    kill(child, SIGUSR1);
    while (read(output[0], &byte, 1) == 1)
        continue;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(output[0]);
    expect("--restore quit --limit 1 </dev/null", 124, "limit");
}

/* Echo what comes until q, with status 7: by asking for it, or waiting for the interrupt. */
static const char polls[] = "        li      s0, PA_CONSOLE\n"
                            "loop:   lw      a0, [s0 + CONSOLE_DATA]\n"
                            "        blti    a0, 0, loop\n"
                            "        sw      a0, [s0 + CONSOLE_DATA]\n"
                            "        bnei    a0, 113, loop\n"
                            "        li      a0, PA_POWER\n"
                            "        li      a1, 7\n"
                            "        sw      a1, [a0]\n";
static const char listens[] = "        li      s0, PA_CONSOLE\n"
                              "        li      a0, PA_INTC\n"
                              "        li      a1, 1 << LINE_CONSOLE\n"
                              "        sw      a1, [a0 + INTC_ENABLE]\n"
                              "        li      a1, 1 << IRQ_DEVICE\n"
                              "        csrw    ienable, a1\n"
                              "        li      a1, CONSOLE_CONTROL_RXIE\n"
                              "        sw      a1, [s0 + CONSOLE_CONTROL]\n"
                              "loop:   wfi\n"
                              "        lw      a0, [s0 + CONSOLE_DATA]\n"
                              "        blti    a0, 0, loop\n"
                              "        sw      a0, [s0 + CONSOLE_DATA]\n"
                              "        bnei    a0, 113, loop\n"
                              "        li      a0, PA_POWER\n"
                              "        li      a1, 7\n"
                              "        sw      a1, [a0]\n";

/* Start the program with input that does not end; when it has echoed a byte and waits for the next, send it a signal.
 * Returns the wait status. */
static int interrupted(const char *binary, int number, const char *option, const char *file)
{
    int input[2], output[2], status;
    char byte;
    assert_int_equal(pipe(input), 0);
    assert_int_equal(pipe(output), 0);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        dup2(input[0], STDIN_FILENO);
        dup2(output[1], STDOUT_FILENO);
        close(input[1]);
        close(output[0]);
        if (chdir(folder) == 0)
            execl(program, program, "--display=terminal", "--bin", binary, option, file, (char *)NULL);
        _exit(127);
    }
    close(input[0]);
    close(output[1]);
    assert_int_equal(write(input[1], "a", 1), 1);
    assert_int_equal(read(output[0], &byte, 1), 1);
    assert_int_equal(byte, 'a');
    kill(child, number);
    assert_int_equal(waitpid(child, &status, 0), child);
    close(input[1]);
    close(output[0]);
    return status;
}

/* A machine that waits for its input is saved as it waits, and goes on as if nothing had happened. */
static void signals_end_a_wait(void **state)
{
    (void)state;
    static const int signals[] = {SIGUSR1, SIGTERM, SIGINT, SIGHUP};
    write_program("polls", polls);
    write_program("listens", listens);
    write_file("rest", "bq", 2);
    write_file("whole", "abq", 3);
    for (unsigned i = 0; i < 2 * sizeof signals / sizeof *signals; i++) {
        int number = signals[i / 2];
        const char *binary = i % 2 ? "polls" : "listens";
        int status = interrupted(binary, number, "--save", "waits");
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), number == SIGUSR1 ? 0 : 128 + number);
        struct result result = run("--restore waits --hash <rest");
        assert_int_equal(result.status, 7);
        assert_string_equal(result.out, "bq");
        char command[100], hash[sizeof result.err];
        strcpy(hash, result.err);
        snprintf(command, sizeof command, "--bin %s --hash <whole", binary);
        assert_string_equal(run(command).err, hash);
        status = interrupted(binary, number, "--record", "log");
        assert_true(WIFEXITED(status));
        snprintf(command, sizeof command, "--bin %s --replay log </dev/null", binary);
        result = run(command);
        assert_int_equal(result.status, 0);
        assert_string_equal(result.out, "a");
    }
}

/* With nothing to write at the end, and from the second one on, they end the program. */
static void signals_end_the_program(void **state)
{
    (void)state;
    write_program("listens", listens);
    int status = interrupted("listens", SIGTERM, "--seed", "1");
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 128 + SIGTERM);
}

static void traces(void **state)
{
    (void)state;
    write_program("marks", "li a0, 5\n mark 9\n li a0, PA_POWER\n sw zero, [a0]\n");
    expect("--bin marks --trace mark </dev/null", 0, "1 h0 p0    mark      9, a0 0x00000005");
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exit_statuses),
        cmocka_unit_test(wrong_usage),
        cmocka_unit_test(wrong_files),
        cmocka_unit_test(image_in_use),
        cmocka_unit_test(pipes_are_deterministic),
        cmocka_unit_test(output_that_fails),
        cmocka_unit_test(closed_streams),
        cmocka_unit_test(saves_and_restores),
        cmocka_unit_test(signal_saves),
        cmocka_unit_test(signals_end_a_wait),
        cmocka_unit_test(signals_end_the_program),
        cmocka_unit_test(plays_into_a_file),
        cmocka_unit_test(records_and_replays),
        cmocka_unit_test(traces),
    };
    if (argc < 2)
        return 2;
    program = argv[1];
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
