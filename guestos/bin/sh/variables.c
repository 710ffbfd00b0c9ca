#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sh.h"

struct variable {
    struct variable *next; /* sorted by name */
    char *name, *value;    /* value NULL: exported but not set */
    bool exported;
};

static struct variable *variables;

static struct variable **find(const char *name)
{
    struct variable **link = &variables;

    while (*link != NULL && strcmp((*link)->name, name) < 0)
        link = &(*link)->next;
    return link;
}

static struct variable *find_or_add(const char *name)
{
    struct variable **link = find(name);

    if (*link == NULL || strcmp((*link)->name, name) != 0) {
        struct variable *added = must_alloc(sizeof *added);
        added->name = must_copy(name);
        added->next = *link;
        *link = added;
    }
    return *link;
}

const char *variable_get(const char *name)
{
    struct variable *found = *find(name);

    return found != NULL && strcmp(found->name, name) == 0 ? found->value : NULL;
}

void variable_set(const char *name, const char *value)
{
    struct variable *variable = find_or_add(name);
    char *copy = must_copy(value);

    free(variable->value);
    variable->value = copy;
}

void variable_export(const char *name)
{
    find_or_add(name)->exported = true;
}

void variable_unset(const char *name)
{
    struct variable **link = find(name), *gone = *link;

    if (gone == NULL || strcmp(gone->name, name) != 0)
        return;
    *link = gone->next;
    free(gone->name);
    free(gone->value);
    free(gone);
}

bool variable_is_name(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!(isalpha((unsigned char)text[i]) || text[i] == '_' || (i > 0 && isdigit((unsigned char)text[i]))))
            return false;
    return length > 0;
}

/* A value in quotes, fit to be read again. */
static void print_quoted(const char *value)
{
    putchar('\'');
    for (; *value != '\0'; value++)
        if (*value == '\'')
            fputs("'\\''", stdout);
        else
            putchar(*value);
    putchar('\'');
}

void variables_print(bool exported_only)
{
    for (struct variable *v = variables; v != NULL; v = v->next) {
        if (exported_only ? !v->exported : v->value == NULL)
            continue;
        printf("%s%s", exported_only ? "export " : "", v->name);
        if (v->value != NULL) {
            putchar('=');
            print_quoted(v->value);
        }
        putchar('\n');
    }
}

void variables_import(void)
{
    for (char **p = environ; p != NULL && *p != NULL; p++) {
        size_t length = strcspn(*p, "=");
        if ((*p)[length] != '=' || !variable_is_name(*p, length))
            continue;
        char *name = must_copy(*p);
        name[length] = '\0';
        variable_set(name, *p + length + 1);
        variable_export(name);
        free(name);
    }
}

char **variables_environment(void)
{
    size_t count = 0, bytes = 0;

    for (struct variable *v = variables; v != NULL; v = v->next)
        if (v->exported && v->value != NULL) {
            count++;
            bytes += strlen(v->name) + strlen(v->value) + 2;
        }
    char **list = must_alloc((count + 1) * sizeof *list + bytes);
    char *text = (char *)(list + count + 1);
    count = 0;
    for (struct variable *v = variables; v != NULL; v = v->next)
        if (v->exported && v->value != NULL) {
            list[count++] = text;
            text = stpcpy(stpcpy(stpcpy(text, v->name), "="), v->value) + 1;
        }
    return list;
}
