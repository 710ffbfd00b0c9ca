#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* environ starts as the array the kernel made; the first change moves it to an array of our own.  Strings that setenv
 * replaces stay allocated: a caller may still hold what getenv returned. */

static char **owned;

static size_t count(void)
{
    size_t n = 0;

    while (environ != NULL && environ[n] != NULL)
        n++;
    return n;
}

static bool name_is_bad(const char *name)
{
    return name == NULL || *name == '\0' || strchr(name, '=') != NULL;
}

static char **find(const char *name, size_t length)
{
    for (char **p = environ; p != NULL && *p != NULL; p++)
        if (strncmp(*p, name, length) == 0 && (*p)[length] == '=')
            return p;
    return NULL;
}

static int add(char *assignment)
{
    size_t n = count();
    char **grown = realloc(environ == owned ? owned : NULL, (n + 2) * sizeof *grown);

    if (grown == NULL)
        return -1;
    if (environ != owned && n > 0)
        memcpy(grown, environ, n * sizeof *grown);
    grown[n] = assignment;
    grown[n + 1] = NULL;
    environ = owned = grown;
    return 0;
}

int putenv(char *assignment)
{
    size_t length = strcspn(assignment, "=");

    if (assignment[length] != '=')
        return unsetenv(assignment);
    char **slot = find(assignment, length);
    if (slot == NULL)
        return add(assignment);
    *slot = assignment;
    return 0;
}

int setenv(const char *name, const char *value, int replace)
{
    if (name_is_bad(name)) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strlen(name);
    if (!replace && find(name, length) != NULL)
        return 0;
    char *assignment = malloc(length + strlen(value) + 2);
    if (assignment == NULL)
        return -1;
    strcpy(stpcpy(stpcpy(assignment, name), "="), value);
    return putenv(assignment);
}

int unsetenv(const char *name)
{
    if (name_is_bad(name)) {
        errno = EINVAL;
        return -1;
    }
    for (char **slot; (slot = find(name, strlen(name))) != NULL;)
        for (; *slot != NULL; slot++)
            slot[0] = slot[1];
    return 0;
}

int clearenv(void)
{
    environ = NULL;
    return 0;
}
