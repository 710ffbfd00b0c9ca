/* brk mmap munmap mprotect, and what happens at a touch */
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>

#include "test.h"

#define PAGE 4096

static void the_break(void)
{
    char *start = sbrk(0);

    CHECK(start != (char *)-1);
    CHECK(sbrk(3 * PAGE) == start);
    int zero = 1;
    for (int i = 0; i < 3 * PAGE; i++)
        zero = zero && start[i] == 0;
    CHECK(zero);
    memset(start, 1, 3 * PAGE);
    CHECK(sbrk(-3 * PAGE) == start + 3 * PAGE);
    CHECK(sbrk(PAGE) == start);
    CHECK_EQUAL(start[0], 0);
    CHECK(sbrk(-PAGE) != (void *)-1);
    CHECK_ERROR(brk((void *)0x70000000), ENOMEM);
    CHECK_ERROR(brk((void *)0xc0000000), ENOMEM);
    CHECK(sbrk(0) == start);
}

static void anonymous(void)
{
    char *p = mmap(NULL, 5 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    CHECK(p != MAP_FAILED);
    CHECK_EQUAL((uintptr_t)p % PAGE, 0);
    CHECK_EQUAL(p[0], 0);
    memset(p, 7, 5 * PAGE);
    CHECK_EQUAL(munmap(p + PAGE, PAGE), 0);
    CHECK_EQUAL(p[0] + p[2 * PAGE], 14);
    char *fixed = mmap(p + PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    CHECK(fixed == p + PAGE);
    CHECK_EQUAL(fixed[5], 0);
    CHECK_EQUAL(munmap(p, 5 * PAGE), 0);
    CHECK(mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == EINVAL);
    CHECK(mmap(NULL, PAGE, PROT_READ, MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == EINVAL);
    CHECK(mmap((void *)1, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED &&
          errno == EINVAL);
    CHECK(mmap(NULL, 0x90000000u, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == ENOMEM);
    CHECK(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, 99, 0) == MAP_FAILED && errno == EBADF);
    CHECK_ERROR(munmap((void *)3, PAGE), EINVAL);
    CHECK_ERROR(munmap(p, 0), EINVAL);
}

static volatile char *volatile victim;

static void write_victim(void)
{
    *victim = 1;
}

static void read_victim(void)
{
    (void)*victim;
}

static void protection(void)
{
    victim = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *victim = 5;
    CHECK_EQUAL(test_in_child(write_victim), 0);
    CHECK_EQUAL(mprotect((void *)victim, PAGE, PROT_READ), 0);
    CHECK_EQUAL(*victim, 5);
    CHECK_EQUAL(test_in_child(write_victim), SIGSEGV);
    CHECK_EQUAL(test_in_child(read_victim), 0);
    CHECK_EQUAL(mprotect((void *)victim, PAGE, PROT_NONE), 0);
    CHECK_EQUAL(test_in_child(read_victim), SIGSEGV);
    CHECK_EQUAL(mprotect((void *)victim, PAGE, PROT_READ | PROT_WRITE), 0);
    CHECK_EQUAL(*victim, 5);
    CHECK_EQUAL(munmap((void *)victim, PAGE), 0);
    CHECK_EQUAL(test_in_child(read_victim), SIGSEGV);
    CHECK_ERROR(mprotect((void *)victim, PAGE, PROT_READ), ENOMEM);
    CHECK_ERROR(mprotect((void *)5, PAGE, PROT_READ), EINVAL);
}

static void shared_with_child(void)
{
    static volatile int *shared;
    int status;

    shared = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(shared != MAP_FAILED);
    *shared = 1;
    pid_t child = fork();
    if (child == 0) {
        *shared = 42;
        _exit(0);
    }
    waitpid(child, &status, 0);
    CHECK_EQUAL(*shared, 42);
    CHECK_EQUAL(munmap((void *)shared, PAGE), 0);
}

static void files(void)
{
    char buffer[16] = "";
    int fd = open("/tmp/mapped", O_RDWR | O_CREAT | O_TRUNC, 0600);

    CHECK_EQUAL(write(fd, "contents of the file", 20), 20);
    char *private = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    CHECK(private != MAP_FAILED);
    CHECK_EQUAL(memcmp(private, "contents", 8), 0);
    CHECK_EQUAL(private[100], 0);
    private[0] = 'X';
    CHECK_EQUAL(pread(fd, buffer, 8, 0), 8);
    CHECK_TEXT(buffer, "contents");
    CHECK_EQUAL(munmap(private, PAGE), 0);
    int only_read = open("/tmp/mapped", O_RDONLY);
    CHECK(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, only_read, 0) != MAP_FAILED);
    CHECK(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, only_read, 100) == MAP_FAILED && errno == EINVAL);
    close(only_read);
    close(fd);
    unlink("/tmp/mapped");
}

static int touch_stack(int depth)
{
    volatile char frame[1000];

    frame[0] = (char)depth;
    return depth == 0 ? frame[0] : touch_stack(depth - 1) + frame[0];
}

static void deep_recursion(void)
{
    touch_stack(1 << 28);
}

static void stack(void)
{
    CHECK(touch_stack(1000) != -1);
    CHECK_EQUAL(test_in_child(deep_recursion), SIGSEGV);
}

static void pointers_at_the_edge(void)
{
    char *p = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int fds[2];

    munmap(p + PAGE, PAGE);
    pipe(fds);
    /* A transfer that starts in good memory and ends in none. */
    CHECK_ERROR(write(fds[1], p + PAGE - 8, 16), EFAULT);
    memcpy(p + PAGE - 4, "/tmp", 4);
    CHECK_ERROR(open(p + PAGE - 4, O_RDONLY), EFAULT);
    /* Not touched before: the kernel's write brings the page. */
    char *fresh = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK_EQUAL(write(fds[1], "hello", 5), 5);
    CHECK_EQUAL(read(fds[0], fresh, 5), 5);
    CHECK_EQUAL(memcmp(fresh, "hello", 5), 0);
    mprotect(fresh, PAGE, PROT_READ);
    CHECK_EQUAL(write(fds[1], "hello", 5), 5);
    CHECK_ERROR(read(fds[0], fresh, 5), EFAULT);
    close(fds[0]);
    close(fds[1]);
}

int main(void)
{
    RUN(the_break);
    RUN(anonymous);
    RUN(protection);
    RUN(shared_with_child);
    RUN(files);
    RUN(stack);
    RUN(pointers_at_the_edge);
    return REPORT("memory");
}
