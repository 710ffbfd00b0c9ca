/* mkdir rmdir chdir fchdir getcwd getdents link symlink readlink unlink rename mknod stat lstat fstat access chmod
 * fchmod chown fchown utimens umask statfs */
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include "test.h"

#define TOP "/tmp/dirs"

static void touch(const char *path)
{
    close(open(path, O_WRONLY | O_CREAT, 0644));
}

static void making(void)
{
    struct stat status;

    CHECK_EQUAL(mkdir(TOP, 0755), 0);
    CHECK_ERROR(mkdir(TOP, 0755), EEXIST);
    CHECK_ERROR(mkdir(TOP "/a/b", 0755), ENOENT);
    CHECK_ERROR(mkdir(BAD_POINTER, 0755), EFAULT);
    touch(TOP "/file");
    CHECK_ERROR(mkdir(TOP "/file/x", 0755), ENOTDIR);
    CHECK_EQUAL(stat(TOP, &status), 0);
    CHECK(S_ISDIR(status.st_mode));
    CHECK_EQUAL(status.st_nlink, 2);
    CHECK_EQUAL(mkdir(TOP "/sub", 0700), 0);
    CHECK_EQUAL(stat(TOP, &status), 0);
    CHECK_EQUAL(status.st_nlink, 3);
    CHECK_EQUAL(stat(TOP "/sub/../file", &status), 0);
    CHECK(S_ISREG(status.st_mode));
}

static void removing(void)
{
    CHECK_ERROR(rmdir(TOP), ENOTEMPTY);
    CHECK_ERROR(rmdir(TOP "/file"), ENOTDIR);
    CHECK_ERROR(rmdir(TOP "/none"), ENOENT);
    CHECK_ERROR(rmdir(TOP "/sub/."), EINVAL);
    CHECK_ERROR(rmdir(BAD_POINTER), EFAULT);
    CHECK_EQUAL(rmdir(TOP "/sub"), 0);
    CHECK_ERROR(unlink(TOP), EISDIR);
    CHECK_ERROR(unlink(TOP "/none"), ENOENT);
    CHECK_ERROR(unlink(TOP "/file/x"), ENOTDIR);
    CHECK_ERROR(unlink(BAD_POINTER), EFAULT);
}

static void moving_about(void)
{
    char buffer[64];

    CHECK_EQUAL(chdir(TOP), 0);
    CHECK_TEXT(getcwd(buffer, sizeof buffer), TOP);
    CHECK_EQUAL(mkdir("in", 0755), 0);
    CHECK_EQUAL(chdir("in"), 0);
    CHECK_TEXT(getcwd(buffer, sizeof buffer), TOP "/in");
    CHECK_EQUAL(chdir(".."), 0);
    CHECK(getcwd(buffer, 3) == NULL && errno == ERANGE);
    CHECK(getcwd(BAD_POINTER, 64) == NULL && errno == EFAULT);
    CHECK_ERROR(chdir("file"), ENOTDIR);
    CHECK_ERROR(chdir("none"), ENOENT);
    CHECK_ERROR(chdir(BAD_POINTER), EFAULT);
    int fd = open("/", O_RDONLY), file = open("file", O_RDONLY);
    CHECK_EQUAL(fchdir(fd), 0);
    CHECK_TEXT(getcwd(buffer, sizeof buffer), "/");
    CHECK_ERROR(fchdir(file), ENOTDIR);
    CHECK_ERROR(fchdir(99), EBADF);
    CHECK_EQUAL(chdir("/.."), 0);
    CHECK_TEXT(getcwd(buffer, sizeof buffer), "/");
    close(fd);
    close(file);
}

static void listing(void)
{
    char name[32], seen[20] = "";
    struct dirent *entry;
    int dots = 0, others = 0;

    mkdir(TOP "/many", 0755);
    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, TOP "/many/entry%d", i);
        touch(name);
    }
    DIR *directory = opendir(TOP "/many");
    CHECK(directory != NULL);
    while ((entry = readdir(directory)) != NULL) {
        int i;
        if (sscanf(entry->d_name, "entry%d", &i) == 1 && i >= 0 && i < 20)
            seen[i]++;
        else if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            dots++;
        else
            others++;
    }
    rewinddir(directory);
    CHECK(readdir(directory) != NULL);
    CHECK_EQUAL(closedir(directory), 0);
    CHECK_EQUAL(memcmp(seen, "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1", 20), 0);
    CHECK_EQUAL(dots, 2);
    CHECK_EQUAL(others, 0);
    int fd = open(TOP "/file", O_RDONLY);
    CHECK_ERROR(getdents(fd, name, sizeof name), ENOTDIR);
    close(fd);
    fd = open(TOP "/many", O_RDONLY);
    CHECK_ERROR(getdents(fd, BAD_POINTER, 512), EFAULT);
    CHECK_ERROR(getdents(fd, name, 4), EINVAL);
    CHECK_ERROR(getdents(99, name, sizeof name), EBADF);
    close(fd);
    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, TOP "/many/entry%d", i);
        CHECK_EQUAL(unlink(name), 0);
    }
    CHECK_EQUAL(rmdir(TOP "/many"), 0);
}

static void links(void)
{
    struct stat a, b;
    char buffer[32];

    CHECK_EQUAL(link(TOP "/file", TOP "/hard"), 0);
    CHECK_EQUAL(stat(TOP "/file", &a), 0);
    CHECK_EQUAL(stat(TOP "/hard", &b), 0);
    CHECK_EQUAL(a.st_ino, b.st_ino);
    CHECK_EQUAL(a.st_nlink, 2);
    CHECK_ERROR(link(TOP "/file", TOP "/hard"), EEXIST);
    CHECK_ERROR(link(TOP "/none", TOP "/x"), ENOENT);
    CHECK_ERROR(link(TOP, TOP "/x"), EPERM);
    CHECK_ERROR(link(BAD_POINTER, TOP "/x"), EFAULT);
    CHECK_EQUAL(unlink(TOP "/hard"), 0);
    CHECK_EQUAL(stat(TOP "/file", &a), 0);
    CHECK_EQUAL(a.st_nlink, 1);
    CHECK_EQUAL(symlink("file", TOP "/soft"), 0);
    CHECK_ERROR(symlink("file", TOP "/soft"), EEXIST);
    CHECK_ERROR(symlink(BAD_POINTER, TOP "/soft2"), EFAULT);
    CHECK_EQUAL(readlink(TOP "/soft", buffer, sizeof buffer), 4);
    CHECK_EQUAL(memcmp(buffer, "file", 4), 0);
    CHECK_EQUAL(readlink(TOP "/soft", buffer, 2), 2);
    CHECK_ERROR(readlink(TOP "/file", buffer, sizeof buffer), EINVAL);
    CHECK_ERROR(readlink(TOP "/soft", BAD_POINTER, 8), EFAULT);
    CHECK_EQUAL(lstat(TOP "/soft", &a), 0);
    CHECK(S_ISLNK(a.st_mode));
    CHECK_EQUAL(stat(TOP "/soft", &b), 0);
    CHECK(S_ISREG(b.st_mode));
    CHECK_EQUAL(symlink("loop", TOP "/loop"), 0);
    CHECK_ERROR(open(TOP "/loop", O_RDONLY), ELOOP);
    CHECK_ERROR(open(TOP "/soft", O_RDONLY | O_NOFOLLOW), ELOOP);
    CHECK_EQUAL(unlink(TOP "/loop"), 0);
    CHECK_EQUAL(unlink(TOP "/soft"), 0);
    CHECK_EQUAL(stat(TOP "/file", &a), 0);
}

static void renaming(void)
{
    struct stat status;

    touch(TOP "/one");
    CHECK_EQUAL(rename(TOP "/one", TOP "/two"), 0);
    CHECK_ERROR(stat(TOP "/one", &status), ENOENT);
    CHECK_EQUAL(stat(TOP "/two", &status), 0);
    CHECK_EQUAL(rename(TOP "/two", TOP "/in/two"), 0);
    touch(TOP "/three");
    CHECK_EQUAL(rename(TOP "/three", TOP "/in/two"), 0);
    CHECK_ERROR(rename(TOP "/none", TOP "/x"), ENOENT);
    CHECK_ERROR(rename(TOP, TOP "/in/self"), EINVAL);
    CHECK_ERROR(rename(TOP "/file", TOP "/in"), EISDIR);
    CHECK_ERROR(rename(TOP "/in", TOP "/file"), ENOTDIR);
    CHECK_ERROR(rename(BAD_POINTER, TOP "/x"), EFAULT);
    CHECK_EQUAL(mkdir(TOP "/empty", 0755), 0);
    CHECK_ERROR(rename(TOP "/empty", TOP "/in"), ENOTEMPTY);
    CHECK_EQUAL(rename(TOP "/in", TOP "/empty"), 0);
    CHECK_EQUAL(stat(TOP "/empty/..", &status), 0);
    CHECK_EQUAL(unlink(TOP "/empty/two"), 0);
    CHECK_EQUAL(rmdir(TOP "/empty"), 0);
}

static void attributes(void)
{
    struct timespec times[2] = {{.tv_sec = 1000}, {.tv_sec = 2000}};
    struct stat status;
    int fd = open(TOP "/file", O_RDONLY);

    CHECK_EQUAL(chmod(TOP "/file", 0640), 0);
    CHECK_EQUAL(fstat(fd, &status), 0);
    CHECK_EQUAL(status.st_mode & 07777, 0640);
    CHECK_EQUAL(fchmod(fd, 0600), 0);
    CHECK_EQUAL(chown(TOP "/file", 5, 6), 0);
    CHECK_EQUAL(stat(TOP "/file", &status), 0);
    CHECK_EQUAL(status.st_uid, 5);
    CHECK_EQUAL(status.st_gid, 6);
    CHECK_EQUAL(status.st_mode & 07777, 0600);
    CHECK_EQUAL(fchown(fd, 0, 0), 0);
    CHECK_EQUAL(utimens(TOP "/file", times), 0);
    CHECK_EQUAL(stat(TOP "/file", &status), 0);
    CHECK_EQUAL(status.st_atime, 1000);
    CHECK_EQUAL(status.st_mtime, 2000);
    CHECK_EQUAL(utimens(TOP "/file", NULL), 0);
    CHECK_EQUAL(access(TOP "/file", F_OK), 0);
    CHECK_EQUAL(access(TOP "/file", R_OK | W_OK), 0);
    CHECK_ERROR(access(TOP "/file", X_OK), EACCES);
    CHECK_ERROR(access(TOP "/none", F_OK), ENOENT);
    CHECK_ERROR(access(BAD_POINTER, F_OK), EFAULT);
    CHECK_ERROR(chmod(TOP "/none", 0), ENOENT);
    CHECK_ERROR(chmod(BAD_POINTER, 0), EFAULT);
    CHECK_ERROR(fchmod(99, 0), EBADF);
    CHECK_ERROR(chown(TOP "/none", 0, 0), ENOENT);
    CHECK_ERROR(fchown(99, 0, 0), EBADF);
    CHECK_ERROR(utimens(TOP "/none", NULL), ENOENT);
    CHECK_ERROR(utimens(TOP "/file", BAD_POINTER), EFAULT);
    CHECK_ERROR(stat(TOP "/file", BAD_POINTER), EFAULT);
    CHECK_ERROR(lstat(TOP "/none", &status), ENOENT);
    CHECK_ERROR(fstat(fd, BAD_POINTER), EFAULT);
    CHECK_ERROR(fstat(99, &status), EBADF);
    close(fd);
    mode_t old = umask(077);
    unlink(TOP "/masked");
    close(open(TOP "/masked", O_WRONLY | O_CREAT, 0666));
    CHECK_EQUAL(umask(old), 077);
    CHECK_EQUAL(stat(TOP "/masked", &status), 0);
    CHECK_EQUAL(status.st_mode & 07777, 0600);
    unlink(TOP "/masked");
}

static void nobody_is_kept_out(void)
{
    struct stat status;

    CHECK_EQUAL(setgid(1000), 0);
    CHECK_EQUAL(setuid(1000), 0);
    CHECK_ERROR(setuid(0), EPERM);
    CHECK_ERROR(open(TOP "/file", O_RDONLY), EACCES);
    CHECK_ERROR(open(TOP "/new", O_WRONLY | O_CREAT, 0600), EACCES);
    CHECK_ERROR(unlink(TOP "/file"), EACCES);
    CHECK_ERROR(chmod(TOP "/file", 0777), EPERM);
    CHECK_ERROR(chown(TOP "/file", 1000, 1000), EPERM);
    CHECK_EQUAL(stat(TOP "/file", &status), 0);
    _exit(test_failures);
}

static void permissions(void)
{
    CHECK_EQUAL(test_in_child(nobody_is_kept_out), 0);
}

static void nodes(void)
{
    struct statfs fs;
    struct stat status;

    CHECK_EQUAL(mknod(TOP "/null", S_IFCHR | 0666, DEVICE_NULL), 0);
    CHECK_EQUAL(stat(TOP "/null", &status), 0);
    CHECK(S_ISCHR(status.st_mode));
    CHECK_EQUAL(status.st_rdev, DEVICE_NULL);
    int fd = open(TOP "/null", O_RDWR);
    CHECK_EQUAL(write(fd, "x", 1), 1);
    CHECK_EQUAL(read(fd, &status, 4), 0);
    close(fd);
    CHECK_ERROR(mknod(TOP "/null", S_IFCHR | 0666, DEVICE_NULL), EEXIST);
    CHECK_ERROR(mknod(BAD_POINTER, S_IFCHR | 0666, DEVICE_NULL), EFAULT);
    unlink(TOP "/null");
    CHECK_EQUAL(statfs("/", &fs), 0);
    CHECK(fs.f_bfree > 0 && fs.f_bfree <= fs.f_blocks);
    CHECK_ERROR(statfs("/none", &fs), ENOENT);
    CHECK_ERROR(statfs("/", BAD_POINTER), EFAULT);
    CHECK_EQUAL(unlink(TOP "/file"), 0);
    CHECK_EQUAL(rmdir(TOP), 0);
}

static char walked[400];

static int note_file(const char *path, const struct stat *stat, int kind, struct FTW *place)
{
    static const char *const kinds[] = {"F", "D", "DNR", "NS", "SL", "DP", "SLN"};
    size_t used = strlen(walked);

    (void)stat;
    snprintf(walked + used, sizeof walked - used, "%s %s %d;", kinds[kind], path + place->base, place->level);
    return strcmp(path + place->base, "stop") == 0 ? 7 : 0;
}

static int note_simple(const char *path, const struct stat *stat, int kind)
{
    size_t used = strlen(walked);

    (void)stat;
    snprintf(walked + used, sizeof walked - used, "%d %s;", kind, path);
    return 0;
}

/* A file through its name in the folder that the walk has gone to. */
static int look_here(const char *path, const struct stat *stat, int kind, struct FTW *place)
{
    struct stat found;

    (void)stat;
    return kind == FTW_F && lstat(path + place->base, &found) < 0 ? 3 : 0;
}

static void walks(void)
{
    CHECK_EQUAL(mkdir("/tmp/w", 0755), 0);
    CHECK_EQUAL(mkdir("/tmp/w/a", 0755), 0);
    CHECK_EQUAL(close(open("/tmp/w/a/f", O_CREAT | O_WRONLY, 0644)), 0);
    CHECK_EQUAL(nftw("/tmp/w", note_file, 10, 0), 0);
    CHECK_TEXT(walked, "D w 0;D a 1;F f 2;");
    walked[0] = '\0';
    CHECK_EQUAL(nftw("/tmp/w/", note_file, 10, FTW_DEPTH | FTW_PHYS), 0);
    CHECK_TEXT(walked, "F f 2;DP a 1;DP /tmp/w/ 0;");
    walked[0] = '\0';
    CHECK_EQUAL(chdir("/tmp"), 0);
    CHECK_EQUAL(nftw("w", look_here, 10, FTW_CHDIR), 0);
    CHECK_EQUAL(chdir("/"), 0);
    CHECK_EQUAL(symlink("..", "/tmp/w/a/up"), 0);
    CHECK_EQUAL(unlink("/tmp/w/a/f"), 0);
    CHECK_EQUAL(ftw("/tmp/w", note_simple, 10), 0);
    CHECK_TEXT(walked, "1 /tmp/w;1 /tmp/w/a;");
    walked[0] = '\0';
    CHECK_EQUAL(nftw("/tmp/w/a", note_file, 10, FTW_PHYS), 0);
    CHECK_TEXT(walked, "D a 0;SL up 1;");
    CHECK_EQUAL(unlink("/tmp/w/a/up"), 0);
    walked[0] = '\0';
    CHECK_EQUAL(symlink("/none", "/tmp/w/a/broken"), 0);
    CHECK_EQUAL(nftw("/tmp/w/a", note_file, 10, 0), 0);
    CHECK_TEXT(walked, "D a 0;SLN broken 1;");
    CHECK_EQUAL(rename("/tmp/w/a/broken", "/tmp/w/a/stop"), 0);
    CHECK_EQUAL(nftw("/tmp/w", note_file, 10, FTW_PHYS), 7);
    CHECK_ERROR(nftw("/tmp/none", note_file, 10, 0), ENOENT);
    CHECK_ERROR(nftw("", note_file, 10, 0), ENOENT);
    CHECK_EQUAL(unlink("/tmp/w/a/stop"), 0);
    CHECK_EQUAL(rmdir("/tmp/w/a"), 0);
    CHECK_EQUAL(rmdir("/tmp/w"), 0);
}

int main(void)
{
    RUN(making);
    RUN(removing);
    RUN(moving_about);
    RUN(listing);
    RUN(links);
    RUN(renaming);
    RUN(attributes);
    RUN(permissions);
    RUN(nodes);
    RUN(walks);
    return REPORT("directories");
}
