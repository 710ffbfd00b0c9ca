/* libc where it meets the kernel or the processor: the rest is compared with the host's library in tests/guestos/libc.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio_ext.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <utime.h>

#include "test.h"

static void formats(void)
{
    char text[256];

    snprintf(text, sizeof text, "%d %u %x %5.2f %e %g %a", -5, 5u, 255, 3.14159, 12345.678, 0.0001, 1.0);
    CHECK_TEXT(text, "-5 5 ff  3.14 1.234568e+04 0.0001 0x1p+0");
    snprintf(text, sizeof text, "%lld %llx %c %s %p|%-5d|%05d", -1234567890123ll, 0x123456789abcull, 'c', "text",
             (void *)0x10, 42, 42);
    CHECK_TEXT(text, "-1234567890123 123456789abc c text 0x10|42   |00042");
    snprintf(text, sizeof text, "%.20f %.0f %g", 0.1, 2.5, 1e100);
    CHECK_TEXT(text, "0.10000000000000000555 2 1e+100");
}

static void numbers(void)
{
    double d;
    int i;
    char word[16];

    CHECK(strtod("3.25e2", NULL) == 325);
    CHECK(strtod("2.2250738585072014e-308", NULL) == 0x1p-1022);
    CHECK_EQUAL(strtol("-0x1f", NULL, 0), -31);
    CHECK_EQUAL(strtoull("18446744073709551615", NULL, 10), 18446744073709551615ull);
    CHECK_EQUAL(sscanf("12 3.5 word", "%d %lf %15s", &i, &d, word), 3);
    CHECK_EQUAL(i, 12);
    CHECK(d == 3.5);
    CHECK_TEXT(word, "word");
}

static void mathematics(void)
{
    CHECK(sqrt(2) == 0x1.6a09e667f3bcdp+0);
    CHECK(sin(1) == 0x1.aed548f090ceep-1);
    CHECK(cos(1e22) == 0x1.0be2ce7f1e5d5p-1 || fabs(cos(1e22) - 0.5232147853951389) < 1e-15);
    CHECK(exp(1) == 0x1.5bf0a8b145769p+1);
    CHECK(log(10) == 0x1.26bb1bbb55516p+1);
    CHECK(pow(2, 0.5) == 0x1.6a09e667f3bcdp+0);
    CHECK(pow(10, 15) == 1e15);
    CHECK(atan2(1, -1) == 0x1.2d97c7f3321d2p+1);
    CHECK(fmod(10, 3) == 1);
    CHECK(floor(-1.5) == -2 && ceil(-1.5) == -1 && round(2.5) == 3 && rint(2.5) == 2);
    CHECK(isnan(sqrt(-1)) && isinf(exp(1000)));
}

static jmp_buf env;

static void jump(int depth, double kept)
{
    if (depth == 0)
        longjmp(env, 9);
    jump(depth - 1, kept + 1);
}

static void jumps(void)
{
    volatile double x = 2.5;
    volatile int y = 7;
    int code = setjmp(env);

    if (code == 0)
        jump(20, 0.5);
    CHECK_EQUAL(code, 9);
    CHECK(x == 2.5 && y == 7);
}

static void allocation(void)
{
    void *blocks[100];
    int good = 1;

    for (int turn = 0; turn < 3; turn++) {
        for (size_t i = 0; i < 100; i++) {
            blocks[i] = malloc(i * 37 + 1);
            good = good && blocks[i] != NULL;
            memset(blocks[i], (int)i, i * 37 + 1);
        }
        for (size_t i = 0; i < 100; i++) {
            for (size_t j = 0; j < i * 37 + 1; j++)
                good = good && ((unsigned char *)blocks[i])[j] == i;
            free(blocks[i]);
        }
    }
    CHECK(good);
    char *large = malloc(1000000);
    CHECK(large != NULL);
    large[999999] = 1;
    free(large);
    CHECK(malloc(0x70000000) == NULL && errno == ENOMEM);
}

static void streams(void)
{
    char line[64];
    FILE *file = fopen("/tmp/stream", "w+");

    CHECK(file != NULL);
    CHECK_EQUAL(fprintf(file, "line %d\nline %d\n", 1, 2), 14);
    rewind(file);
    CHECK_TEXT(fgets(line, sizeof line, file), "line 1\n");
    CHECK_EQUAL(ftell(file), 7);
    CHECK_EQUAL(fseek(file, -2, SEEK_END), 0);
    CHECK_EQUAL(getc(file), '2');
    CHECK_EQUAL(ungetc('X', file), 'X');
    CHECK_EQUAL(getc(file), 'X');
    CHECK_EQUAL(getc(file), '\n');
    CHECK_EQUAL(getc(file), EOF);
    CHECK(feof(file) && !ferror(file));
    CHECK_EQUAL(fclose(file), 0);
    file = fopen("/tmp/stream", "a");
    fputs("more\n", file);
    fclose(file);
    file = fopen("/tmp/stream", "r");
    char *text = NULL;
    size_t size = 0;
    int lines = 0;
    while (getline(&text, &size, file) > 0)
        lines++;
    CHECK_EQUAL(lines, 3);
    CHECK_TEXT(text, "more\n");
    free(text);
    fclose(file);
    CHECK_EQUAL(remove("/tmp/stream"), 0);
    CHECK(fopen("/tmp/stream", "r") == NULL && errno == ENOENT);
    CHECK(fopen("/tmp/stream", "q") == NULL && errno == EINVAL);
    file = tmpfile();
    CHECK(file != NULL);
    fclose(file);
}

static void states_of_streams(void)
{
    char text[8];
    FILE *file = fopen("/tmp/stream", "w+");

    CHECK(file != NULL);
    CHECK_EQUAL(__fbufsize(file), BUFSIZ);
    CHECK_EQUAL(__flbf(file), 0);
    CHECK(__freadable(file) && __fwritable(file));
    CHECK_EQUAL(fputs("hello", file), 0);
    CHECK_EQUAL(__fpending(file), 5);
    CHECK(__fwriting(file) && !__freading(file));
    __fpurge(file);
    CHECK_EQUAL(__fpending(file), 0);
    CHECK_EQUAL(fputs("peach", file), 0);
    CHECK_EQUAL(fseek(file, 0, SEEK_SET), 0);
    CHECK_EQUAL(getc(file), 'p');
    CHECK_EQUAL(__freadahead(file), 4);
    CHECK_EQUAL(ungetc('t', file), 't');
    CHECK_EQUAL(__freadahead(file), 5);
    CHECK(__freading(file) && !__fwriting(file));
    CHECK_TEXT(fgets(text, sizeof text, file), "teach");
    __fseterr(file);
    CHECK(ferror(file));
    fclose(file);
    CHECK_EQUAL(remove("/tmp/stream"), 0);
}

static void commands(void)
{
    char line[64] = "";
    FILE *pipe = popen("echo from a command; exit 3", "r");

    CHECK(pipe != NULL);
    CHECK_TEXT(fgets(line, sizeof line, pipe), "from a command\n");
    CHECK_EQUAL(pclose(pipe), 3 << 8);
    CHECK_EQUAL(system("exit 5"), 5 << 8);
    CHECK_EQUAL(system("kill -9 $$"), 9);
    pipe = popen("cat > /tmp/popen", "w");
    fputs("written", pipe);
    CHECK_EQUAL(pclose(pipe), 0);
    CHECK_EQUAL(unlink("/tmp/popen"), 0);
}

static void patterns(void)
{
    glob_t found;
    char path[PATH_MAX];

    CHECK_EQUAL(glob("/bin/l[ns]", 0, NULL, &found), 0);
    CHECK_EQUAL(found.gl_pathc, 2);
    CHECK_TEXT(found.gl_pathv[0], "/bin/ln");
    CHECK_TEXT(found.gl_pathv[1], "/bin/ls");
    globfree(&found);
    CHECK_EQUAL(glob("/none/*", 0, NULL, &found), GLOB_NOMATCH);
    CHECK_TEXT(realpath("/bin/../bin/./ls", path), "/bin/ls");
    CHECK(realpath("/none/x", path) == NULL && errno == ENOENT);
}

static void environment(void)
{
    CHECK_EQUAL(setenv("PEACH", "one", 1), 0);
    CHECK_EQUAL(setenv("PEACH", "two", 0), 0);
    CHECK_TEXT(getenv("PEACH"), "one");
    CHECK_EQUAL(system("test \"$PEACH\" = one"), 0);
    CHECK_EQUAL(unsetenv("PEACH"), 0);
    CHECK(getenv("PEACH") == NULL);
    CHECK_ERROR(setenv("A=B", "x", 1), EINVAL);
}

static void at_the_end(void)
{
    write(STDOUT_FILENO, "", 0);
    _exit(77);
}

static void leave(void)
{
    atexit(at_the_end);
    exit(0);
}

static void resource_limits(void)
{
    struct rlimit limits, lower;

    CHECK_EQUAL(getrlimit(RLIMIT_NOFILE, &limits), 0);
    CHECK_EQUAL(limits.rlim_cur, OPEN_MAX);
    CHECK_EQUAL(setrlimit(RLIMIT_NOFILE, &limits), 0);
    lower = (struct rlimit){limits.rlim_cur - 1, limits.rlim_max};
    CHECK_ERROR(setrlimit(RLIMIT_NOFILE, &lower), ENOTSUP);
    lower = (struct rlimit){limits.rlim_cur, limits.rlim_max + 1};
    CHECK_ERROR(setrlimit(RLIMIT_NOFILE, &lower), EPERM);
    lower = (struct rlimit){2, 1};
    CHECK_ERROR(setrlimit(RLIMIT_NOFILE, &lower), EINVAL);
    CHECK_EQUAL(getrlimit(RLIMIT_CORE, &limits), 0);
    CHECK_EQUAL(limits.rlim_cur, 0);
    CHECK_ERROR(getrlimit(99, &limits), EINVAL);
    CHECK_ERROR(setrlimit(-1, &limits), EINVAL);
}

static void small_things(void)
{
    struct stat status;
    struct utimbuf times = {5000, 6000};

    CHECK_EQUAL(syscall(SYS_getpid), getpid());
    CHECK_ERROR(syscall(SYS_close, 99), EBADF);
    CHECK_ERROR(syscall(127), ENOSYS);
    CHECK_TEXT(getpwuid(0)->pw_name, "root");
    CHECK(getpwnam("nobody") == NULL);
    close(open("/tmp/small", O_WRONLY | O_CREAT, 0600));
    CHECK_EQUAL(utime("/tmp/small", &times), 0);
    CHECK_EQUAL(stat("/tmp/small", &status), 0);
    CHECK_EQUAL(status.st_mtime, 6000);
    CHECK_EQUAL(unlink("/tmp/small"), 0);
    CHECK_EQUAL(htonl(0x01020304), 0x04030201);
}

static _Thread_local int constructed = 40;
static _Thread_local char zeros[1000];
static _Alignas(64) _Thread_local int aligned;

static int order;

__attribute__((constructor)) static void construct(void)
{
    constructed += 2;
    order = order * 10 + 3;
}

__attribute__((constructor(700))) static void construct_second(void)
{
    order = order * 10 + 2;
}

__attribute__((constructor(600))) static void construct_first(void)
{
    order = order * 10 + 1;
}

static void change_own(void)
{
    constructed = 7;
    _exit(constructed);
}

static void start(void)
{
    CHECK_EQUAL(constructed, 42);
    CHECK_EQUAL(order, 123);
    CHECK_EQUAL(zeros[999], 0);
    CHECK_EQUAL((uintptr_t)&aligned % 64, 0);
    CHECK_EQUAL(test_in_child(change_own), 7 << 8);
    CHECK_EQUAL(constructed, 42);
}

static void endings(void)
{
    CHECK_EQUAL(test_in_child(leave), 77 << 8);
    CHECK_EQUAL(test_in_child(abort), SIGABRT);
}

int main(void)
{
    RUN(formats);
    RUN(numbers);
    RUN(mathematics);
    RUN(jumps);
    RUN(allocation);
    RUN(streams);
    RUN(states_of_streams);
    RUN(commands);
    RUN(patterns);
    RUN(environment);
    RUN(small_things);
    RUN(resource_limits);
    RUN(start);
    RUN(endings);
    return REPORT("library");
}
