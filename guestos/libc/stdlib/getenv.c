#include <stdlib.h>
#include <string.h>

char *getenv(const char *name)
{
    size_t length = strlen(name);

    for (char **p = environ; length > 0 && p != NULL && *p != NULL; p++)
        if (strncmp(*p, name, length) == 0 && (*p)[length] == '=')
            return *p + length + 1;
    return NULL;
}
