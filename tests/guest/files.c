/* open close read write lseek pread pwrite dup dup2 fcntl truncate ftruncate fsync sync */
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>

#include "test.h"

#define PATH "/tmp/files"

static int make(const char *text)
{
    int fd = open(PATH, O_RDWR | O_CREAT | O_TRUNC, 0644);

    if (write(fd, text, strlen(text)) != (ssize_t)strlen(text))
        return -1;
    lseek(fd, 0, SEEK_SET);
    return fd;
}

static void opening(void)
{
    unlink(PATH);
    CHECK_ERROR(open(PATH, O_RDONLY), ENOENT);
    int fd = open(PATH, O_WRONLY | O_CREAT | O_EXCL, 0600);
    CHECK(fd >= 3);
    CHECK_ERROR(open(PATH, O_WRONLY | O_CREAT | O_EXCL, 0600), EEXIST);
    CHECK_EQUAL(close(fd), 0);
    CHECK_ERROR(close(fd), EBADF);
    CHECK_ERROR(close(-1), EBADF);
    CHECK_ERROR(close(100000), EBADF);
    CHECK_ERROR(open("/tmp", O_WRONLY), EISDIR);
    CHECK_ERROR(open(PATH "/x", O_RDONLY), ENOTDIR);
    CHECK_ERROR(open("/nowhere/x", O_WRONLY | O_CREAT, 0600), ENOENT);
    CHECK_ERROR(open("", O_RDONLY), ENOENT);
    CHECK_ERROR(open(BAD_POINTER, O_RDONLY), EFAULT);
    CHECK_ERROR(open(NULL, O_RDONLY), EFAULT);
    CHECK_ERROR(open(PATH, O_RDONLY | O_DIRECTORY), ENOTDIR);
    char *longest = malloc(PATH_MAX + 2);
    memset(longest, 'x', PATH_MAX + 1);
    longest[PATH_MAX + 1] = '\0';
    CHECK_ERROR(open(longest, O_RDONLY), ENAMETOOLONG);
    longest[NAME_MAX + 1] = '\0';
    CHECK_ERROR(open(longest, O_WRONLY | O_CREAT, 0600), ENAMETOOLONG);
    free(longest);
}

static void descriptors_run_out(void)
{
    int fds[OPEN_MAX + 1], count = 0;

    while (count <= OPEN_MAX && (fds[count] = open("/dev/null", O_RDONLY)) >= 0)
        count++;
    CHECK_ERROR(open("/dev/null", O_RDONLY), EMFILE);
    CHECK_ERROR(dup(0), EMFILE);
    CHECK(count > 8 && count <= OPEN_MAX);
    while (count > 0)
        close(fds[--count]);
}

static void reading_and_writing(void)
{
    char buffer[16] = "";
    int fd = make("hello, world");

    CHECK_EQUAL(read(fd, buffer, 5), 5);
    CHECK_TEXT(buffer, "hello");
    CHECK_EQUAL(read(fd, buffer, sizeof buffer), 7);
    CHECK_EQUAL(read(fd, buffer, sizeof buffer), 0);
    CHECK_EQUAL(read(fd, buffer, 0), 0);
    close(fd);
}

static void bad_transfers(void)
{
    char buffer[16];
    int fd = make("hello"), only_read = open(PATH, O_RDONLY), only_write = open(PATH, O_WRONLY);

    CHECK_ERROR(read(fd, BAD_POINTER, 4), EFAULT);
    CHECK_ERROR(write(fd, BAD_POINTER, 4), EFAULT);
    CHECK_ERROR(read(fd, NULL, 4), EFAULT);
    CHECK_ERROR(read(-1, buffer, 1), EBADF);
    CHECK_ERROR(write(77, buffer, 1), EBADF);
    CHECK_ERROR(read(only_write, buffer, 1), EBADF);
    CHECK_ERROR(write(only_read, buffer, 1), EBADF);
    CHECK_ERROR(ftruncate(only_read, 0), EINVAL);
    close(fd);
    fd = open("/tmp", O_RDONLY);
    CHECK_ERROR(read(fd, buffer, 1), EISDIR);
    close(fd);
    close(only_read);
    close(only_write);
}

static void seeking(void)
{
    char buffer[8] = "";
    int fd = make("0123456789"), fds[2];

    CHECK_EQUAL(lseek(fd, 4, SEEK_SET), 4);
    CHECK_EQUAL(lseek(fd, 2, SEEK_CUR), 6);
    CHECK_EQUAL(lseek(fd, -1, SEEK_END), 9);
    CHECK_EQUAL(read(fd, buffer, 4), 1);
    CHECK_ERROR(lseek(fd, -1, SEEK_SET), EINVAL);
    CHECK_ERROR(lseek(fd, 0, 9), EINVAL);
    CHECK_ERROR(lseek(99, 0, SEEK_SET), EBADF);
    CHECK_EQUAL(pread(fd, buffer, 3, 2), 3);
    CHECK_TEXT(buffer, "234");
    CHECK_EQUAL(lseek(fd, 0, SEEK_CUR), 10);
    CHECK_EQUAL(pwrite(fd, "ab", 2, 1), 2);
    CHECK_EQUAL(pread(fd, buffer, 4, 0), 4);
    CHECK_EQUAL(memcmp(buffer, "0ab3", 4), 0);
    CHECK_ERROR(pread(fd, buffer, 1, -1), EINVAL);
    CHECK_EQUAL(lseek(fd, INT32_MAX, SEEK_SET), INT32_MAX);
    CHECK_ERROR(write(fd, "x", 1), EFBIG);
    CHECK_EQUAL(write(fd, "x", 0), 0);
    CHECK_EQUAL(read(fd, buffer, 1), 0);
    pipe(fds);
    CHECK_ERROR(lseek(fds[0], 0, SEEK_SET), ESPIPE);
    CHECK_ERROR(pread(fds[0], buffer, 1, 0), ESPIPE);
    close(fds[0]);
    close(fds[1]);
    /* A hole reads as zeros. */
    CHECK_EQUAL(lseek(fd, 20000, SEEK_SET), 20000);
    CHECK_EQUAL(write(fd, "x", 1), 1);
    CHECK_EQUAL(pread(fd, buffer, 4, 15000), 4);
    CHECK_EQUAL(memcmp(buffer, "\0\0\0\0", 4), 0);
    close(fd);
}

static void appending(void)
{
    struct stat status;
    int fd = make("abc");

    close(fd);
    fd = open(PATH, O_WRONLY | O_APPEND);
    CHECK_EQUAL(write(fd, "de", 2), 2);
    CHECK_EQUAL(lseek(fd, 0, SEEK_SET), 0);
    CHECK_EQUAL(write(fd, "f", 1), 1);
    CHECK_EQUAL(fstat(fd, &status), 0);
    CHECK_EQUAL(status.st_size, 6);
    close(fd);
}

static void truncating(void)
{
    struct stat status;
    char buffer[8];
    int fd = make("abcdefgh");

    CHECK_EQUAL(ftruncate(fd, 3), 0);
    CHECK_EQUAL(fstat(fd, &status), 0);
    CHECK_EQUAL(status.st_size, 3);
    CHECK_EQUAL(truncate(PATH, 6), 0);
    CHECK_EQUAL(pread(fd, buffer, 8, 0), 6);
    CHECK_EQUAL(memcmp(buffer, "abc\0\0\0", 6), 0);
    CHECK_ERROR(ftruncate(fd, -1), EINVAL);
    CHECK_ERROR(ftruncate(99, 0), EBADF);
    CHECK_ERROR(truncate("/tmp/none", 0), ENOENT);
    CHECK_ERROR(truncate("/tmp", 0), EISDIR);
    CHECK_ERROR(truncate(BAD_POINTER, 0), EFAULT);
    CHECK_EQUAL(fsync(fd), 0);
    CHECK_ERROR(fsync(99), EBADF);
    sync();
    close(fd);
}

static void duplicating(void)
{
    char c;
    int fd = make("abc"), other = dup(fd);

    CHECK(other > fd);
    CHECK_EQUAL(read(fd, &c, 1), 1);
    CHECK_EQUAL(read(other, &c, 1), 1);
    CHECK_EQUAL(c, 'b');
    CHECK_EQUAL(dup2(fd, 40), 40);
    CHECK_EQUAL(dup2(fd, fd), fd);
    CHECK_ERROR(dup(99), EBADF);
    CHECK_ERROR(dup2(99, 5), EBADF);
    CHECK_ERROR(dup2(fd, OPEN_MAX), EBADF);
    CHECK_ERROR(dup2(fd, -1), EBADF);
    CHECK_EQUAL(fcntl(fd, F_DUPFD, 30), 30);
    CHECK_EQUAL(fcntl(30, F_GETFD), 0);
    CHECK_EQUAL(fcntl(30, F_SETFD, FD_CLOEXEC), 0);
    CHECK_EQUAL(fcntl(30, F_GETFD), FD_CLOEXEC);
    CHECK_EQUAL(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDWR);
    CHECK_EQUAL(fcntl(fd, F_SETFL, O_APPEND), 0);
    CHECK_EQUAL(fcntl(fd, F_GETFL) & O_APPEND, O_APPEND);
    CHECK_ERROR(fcntl(fd, 9999, 0), EINVAL);
    CHECK_ERROR(fcntl(99, F_GETFD), EBADF);
    for (int i = fd; i <= 40; i++)
        close(i);
}

/* Larger than the block cache's pieces and the direct blocks of a file. */
static void large_file(void)
{
    static unsigned block[1024];
    int fd = open(PATH, O_RDWR | O_CREAT | O_TRUNC, 0600), good = 1;

    for (unsigned i = 0; i < 300 && good; i++) {
        for (unsigned j = 0; j < 1024; j++)
            block[j] = i * 1024 + j;
        good = write(fd, block, sizeof block) == sizeof block;
    }
    CHECK(good);
    lseek(fd, 0, SEEK_SET);
    for (unsigned i = 0; i < 300 && good; i++) {
        good = read(fd, block, sizeof block) == sizeof block;
        for (unsigned j = 0; j < 1024; j++)
            good = good && block[j] == i * 1024 + j;
    }
    CHECK(good);
    close(fd);
    CHECK_EQUAL(unlink(PATH), 0);
}

int main(void)
{
    RUN(opening);
    RUN(descriptors_run_out);
    RUN(reading_and_writing);
    RUN(bad_transfers);
    RUN(seeking);
    RUN(appending);
    RUN(truncating);
    RUN(duplicating);
    RUN(large_file);
    return REPORT("files");
}
