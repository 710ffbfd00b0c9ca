/* Tests that run under Orchard.  A program runs its tests with RUN and ends with REPORT, which prints the verdict that
 * the host waits for: "VERDICT name PASS 12" (checks made) or "VERDICT name FAIL 2".  A failed check prints where and
 * why. */
#ifndef TEST_H
#define TEST_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int test_checks, test_failures;
static const char *test_name = "";

static inline void test_fail(const char *file, int line, const char *what)
{
    test_failures++;
    printf("FAIL %s:%d: %s: %s\n", file, line, test_name, what);
    fflush(stdout);
}

static inline void test_equal(const char *file, int line, const char *what, long long is, long long should)
{
    test_checks++;
    if (is == should)
        return;
    test_fail(file, line, what);
    printf("     is %lld (0x%llx), should be %lld; errno %s\n", is, is, should, strerror(errno));
    fflush(stdout);
}

static inline void test_text(const char *file, int line, const char *what, const char *is, const char *should)
{
    test_checks++;
    if (is != NULL && strcmp(is, should) == 0)
        return;
    test_fail(file, line, what);
    printf("     is \"%s\", should be \"%s\"\n", is != NULL ? is : "(null)", should);
    fflush(stdout);
}

/* errno is cleared first, so that what a check finds there is its own. */
#define CHECK(condition)                                \
    do {                                                \
        errno = 0;                                      \
        test_checks++;                                  \
        if (!(condition)) {                             \
            test_fail(__FILE__, __LINE__, #condition);  \
            printf("     errno %s\n", strerror(errno)); \
            fflush(stdout);                             \
        }                                               \
    } while (0)

#define CHECK_EQUAL(is, should)                                                    \
    do {                                                                           \
        errno = 0;                                                                 \
        test_equal(__FILE__, __LINE__, #is, (long long)(is), (long long)(should)); \
    } while (0)

#define CHECK_TEXT(is, should) test_text(__FILE__, __LINE__, #is, is, should)

/* The call fails: -1 and this errno. */
#define CHECK_ERROR(call, number)                                                              \
    do {                                                                                       \
        errno = 0;                                                                             \
        long long test_result = (long long)(call);                                             \
        int test_errno = errno;                                                                \
        test_equal(__FILE__, __LINE__, #call, test_result, -1);                                \
        test_text(__FILE__, __LINE__, #call " errno", strerror(test_errno), strerror(number)); \
    } while (0)

#define RUN(test)          \
    do {                   \
        test_name = #test; \
        test();            \
    } while (0)

/* The status of main. */
#define REPORT(name)                                                          \
    (printf("VERDICT %s %s %d\n", name, test_failures == 0 ? "PASS" : "FAIL", \
            test_failures == 0 ? test_checks : test_failures),                \
     fflush(stdout), test_failures != 0)

/* Runs body in a child process; its status as waitpid gives it. */
static inline int test_in_child(void (*body)(void))
{
    int status = -1;

    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        body();
        _exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        return -1;
    return status;
}

#define BAD_POINTER ((void *)0xc0000000)

#endif
