/* POSIX: processes, files and the system. */
#ifndef _UNISTD_H
#define _UNISTD_H

#include <getopt.h>
#include <orchard/fcntl.h>
#include <sys/types.h>

#define STDIN_FILENO   0
#define STDOUT_FILENO  1
#define STDERR_FILENO  2
#define _POSIX_VERSION 200809L

#define _SC_ARG_MAX          0
#define _SC_CHILD_MAX        1
#define _SC_CLK_TCK          2
#define _SC_OPEN_MAX         4
#define _SC_PAGESIZE         30
#define _SC_PAGE_SIZE        _SC_PAGESIZE
#define _SC_NPROCESSORS_CONF 83
#define _SC_NPROCESSORS_ONLN 84
#define _SC_PHYS_PAGES       85
#define _SC_AVPHYS_PAGES     86

#define _PC_LINK_MAX 0
#define _PC_NAME_MAX 3
#define _PC_PATH_MAX 4
#define _PC_PIPE_BUF 5

extern char **environ;

/* Processes */
pid_t fork(void);
pid_t vfork(void);
int execve(const char *path, char *const argv[], char *const envp[]);
int execv(const char *path, char *const argv[]);
int execvp(const char *file, char *const argv[]); /* searched for in PATH */
int execl(const char *path, const char *arg, ...);
int execle(const char *path, const char *arg, ...);
int execlp(const char *file, const char *arg, ...);
_Noreturn void _exit(int status);
pid_t getpid(void);
pid_t getppid(void);
pid_t getpgrp(void);
pid_t getpgid(pid_t pid);
int setpgid(pid_t pid, pid_t group);
pid_t getsid(pid_t pid);
pid_t setsid(void);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int getgroups(int size, gid_t groups[]); /* 0: a process has no supplementary groups */
int setuid(uid_t uid);
int setgid(gid_t gid);
int nice(int increment);
int pause(void);
unsigned alarm(unsigned seconds);
unsigned sleep(unsigned seconds);
int usleep(useconds_t microseconds);

/* Memory */
int brk(void *end);
void *sbrk(ptrdiff_t increment);
int getpagesize(void);

/* Files */
int close(int fd);
ssize_t read(int fd, void *buffer, size_t length);
ssize_t write(int fd, const void *buffer, size_t length);
ssize_t pread(int fd, void *buffer, size_t length, off_t offset);
ssize_t pwrite(int fd, const void *buffer, size_t length, off_t offset);
off_t lseek(int fd, off_t offset, int whence);
int dup(int fd);
int dup2(int from, int to);
int pipe(int fds[2]);
int link(const char *from, const char *to);
int symlink(const char *target, const char *path);
ssize_t readlink(const char *restrict path, char *restrict buffer, size_t length);
int unlink(const char *path);
int rmdir(const char *path);
int chdir(const char *path);
int fchdir(int fd);
char *getcwd(char *buffer, size_t size); /* a NULL buffer is allocated */
int access(const char *path, int mode);
int chown(const char *path, uid_t uid, gid_t gid);
int fchown(int fd, uid_t uid, gid_t gid);
int truncate(const char *path, off_t length);
int ftruncate(int fd, off_t length);
int fsync(int fd);
void sync(void);
int faccessat(int fd, const char *path, int mode, int flags);
int fchownat(int fd, const char *path, uid_t uid, gid_t gid, int flags);
int linkat(int from_fd, const char *from, int to_fd, const char *to, int flags);
void swab(const void *restrict from, void *restrict to, ssize_t bytes);
ssize_t readlinkat(int fd, const char *restrict path, char *restrict buffer, size_t length);
int symlinkat(const char *target, int fd, const char *path);
int unlinkat(int fd, const char *path, int flags);
int isatty(int fd);
char *ttyname(int fd);
pid_t tcgetpgrp(int fd);
int tcsetpgrp(int fd, pid_t group);

/* The system */
long sysconf(int name);
long pathconf(const char *path, int name);
long fpathconf(int fd, int name);
int gethostname(char *name, size_t size);
char *getlogin(void);
long syscall(long number, ...);

#endif
