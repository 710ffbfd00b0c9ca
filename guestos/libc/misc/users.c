#include <grp.h>
#include <pwd.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static struct passwd root = {"root", "x", 0, 0, "root", "/", "/bin/sh"};
static char *members[] = {"root", NULL};
static struct group root_group = {"root", "x", 0, members};
static bool listed;

struct passwd *getpwuid(uid_t uid)
{
    return uid == root.pw_uid ? &root : NULL;
}

struct passwd *getpwnam(const char *name)
{
    return strcmp(name, root.pw_name) == 0 ? &root : NULL;
}

struct passwd *getpwent(void)
{
    if (listed)
        return NULL;
    listed = true;
    return &root;
}

void setpwent(void)
{
    listed = false;
}

void endpwent(void)
{
    listed = false;
}

struct group *getgrgid(gid_t gid)
{
    return gid == root_group.gr_gid ? &root_group : NULL;
}

struct group *getgrnam(const char *name)
{
    return strcmp(name, root_group.gr_name) == 0 ? &root_group : NULL;
}
