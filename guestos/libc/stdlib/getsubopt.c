#include <stdlib.h>
#include <string.h>

/* Cuts the first of "name,name=value,..." off. */
int getsubopt(char **options, char *const *names, char **value)
{
    char *option = *options, *end = option + strcspn(option, ",");
    size_t length = strcspn(option, "=,");

    *options = *end != '\0' ? end + 1 : end;
    *end = '\0';
    *value = option[length] == '=' ? option + length + 1 : NULL;
    for (int i = 0; names[i] != NULL; i++)
        if (strlen(names[i]) == length && strncmp(option, names[i], length) == 0)
            return i;
    *value = option;
    return -1;
}
